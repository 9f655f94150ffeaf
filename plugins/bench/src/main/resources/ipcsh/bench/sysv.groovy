// Two shells send messages to each other by a System V queue, by types, or operate on a set of semaphores.
//
//     sysv.groovy sysv_msg|sysv_sem pong NAME         its first line says the key
//     sysv.groovy sysv_msg|sysv_sem ping NAME WHERE
//
// Each number on standard input asks for so many round trips; ping answers with the nanoseconds they took.

long ping(q, int n) {
    byte[] one = [120]
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        msgsnd q, 1, one
        msgrcv q, 1, 2
    }
    return System.nanoTime() - start
}

long pong(q, int n) {
    byte[] one = [120]
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        msgrcv q, 1, 1
        msgsnd q, 2, one
    }
    return System.nanoTime() - start
}

long up(s, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        semop s, 0, 1
        semop s, 1, -1
    }
    return System.nanoTime() - start
}

long down(s, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        semop s, 0, -1
        semop s, 1, 1
    }
    return System.nanoTime() - start
}

(mechanism, role, name, where) = args
queue = mechanism == 'sysv_msg'
if (role == 'pong') {
    key = 0x62000000 | getpid()
    object = queue ? msgget(key, IPC_CREAT | 0600) : semget(key, 2, IPC_CREAT | 0600)
    println key
    System.out.flush()
    loop = queue ? this.&pong : this.&down
} else {
    object = queue ? msgget(where as int, 0) : semget(where as int, 2, 0)
    loop = queue ? this.&ping : this.&up
}
System.in.eachLine { line ->
    time = loop(object, line as int)
    if (role == 'ping') {
        println time
        System.out.flush()
    }
}
cleanup()

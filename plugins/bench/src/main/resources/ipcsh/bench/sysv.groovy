// Two shells send messages to each other by a System V queue, by types, or operate on a set of semaphores.
//
//     sysv.groovy sysv_msg|sysv_sem pong NAME         its first line says the ID
//     sysv.groovy sysv_msg|sysv_sem ping NAME WHERE
//
// Each number on standard input asks for so many round trips; ping answers with the nanoseconds they took.

long ping(q, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        msgsnd q, 1, 'x'
        msgrcv q, 1, 2
    }
    return System.nanoTime() - start
}

long pong(q, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        msgrcv q, 1, 1
        msgsnd q, 2, 'x'
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
    id = (queue ? msgget() : semget(IPC_PRIVATE, 2)).id
    println id
    System.out.flush()
    loop = queue ? this.&pong : this.&down
} else {
    id = where as int
    loop = queue ? this.&ping : this.&up
}
System.in.eachLine { line ->
    time = loop(id, line as int)
    if (role == 'ping') {
        println time
        System.out.flush()
    }
}
cleanup()

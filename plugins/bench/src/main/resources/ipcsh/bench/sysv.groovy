// Two shells send messages to each other by a System V queue, by types, or operate on a set of semaphores.
//
//     sysv.groovy sysv_msg|sysv_sem pong NAME         its first line says the key
//     sysv.groovy sysv_msg|sysv_sem ping NAME WHERE
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.

long ping(q, byte[] data, int n) {
    int size = data.length
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        msgsnd q, 1, data
        msgrcv q, size, 2
    }
    return System.nanoTime() - start
}

long pong(q, byte[] data, int n) {
    int size = data.length
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        msgrcv q, size, 1
        msgsnd q, 2, data
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
} else {
    object = queue ? msgget(where as int, 0) : semget(where as int, 2, 0)
}
tells = role == 'ping'
atexit { cleanup() }
trips = { n, bytes ->
    if (queue) {
        tells ? ping(object, new byte[bytes], n) : pong(object, new byte[bytes], n)
    } else {
        tells ? up(object, n) : down(object, n)
    }
}

title 'Several'
server = shell 'server'
client = shell 'client'
chapter 'TCP'
server {
    listener = socket AF_INET
    bind listener, '127.0.0.1:0'
    listen listener
    println 'listening'
}
client { greeting = 'hello' }
server.word = 'magic'
answer = server { getpid() }
assert answer > 0
waits = server.start {
    l = socket AF_UNIX, SOCK_DGRAM
    bind l, 'mailbox'
    m = recvfrom l, 3
    println "got ${m.text} ${m.from} ${m.truncated}"
    sendto l, word, m.from
}
client {
    c = socket AF_UNIX, SOCK_DGRAM
    bind c, '@abc'
    eventually { new File('mailbox').exists() }
    sendto c, greeting, 'mailbox'
    println recv(c, 10, timeout: 5.s).text
}
waits.get 5.s
memory = mmap 4096
lock = pthread_mutex_init memory, 0
s = sem_init memory, 64, 1, 0
child = fork()
def add(n) {
    for (i in 0..<n) {
        pthread_mutex_lock lock
        memory.putInt 128, memory.getInt(128) + 1
        pthread_mutex_unlock lock
    }
}
busy = child.start { add 1000 }
add 1000
busy.get 5.s
assert memory.getInt(128) == 2000
println memory.getInt(128)
w = child.start { sem_wait s }
fails(ETIMEDOUT) { w.get 50.ms }
sem_post s
w.get 5.s
assert child { getppid() } == getpid()
t = thread 't'
t { memory.putInt 132, 7 }
assert t { memory.getInt 132 } == 7
fails(EAGAIN) { while (true) { sem_trywait s } }
child { exit 0 }
waitpid child
println 'end'

// The loop of loop.c as it is typed first: at the top level, every name a variable of the session.
(a, b) = socketpair AF_UNIX, SOCK_DGRAM
data = new byte[64]
input = System.in.newReader()
while ((line = input.readLine()) != null) {
    n = line as int
    start = System.nanoTime()
    for (i in 0..<n) {
        send a, data
        recv b, 64
    }
    println System.nanoTime() - start
    System.out.flush()
}

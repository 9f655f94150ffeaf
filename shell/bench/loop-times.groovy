// The loop of loop.c with a block.
(a, b) = socketpair AF_UNIX, SOCK_DGRAM
data = new byte[64]
input = System.in.newReader()
while ((line = input.readLine()) != null) {
    n = line as int
    start = System.nanoTime()
    n.times {
        send a, data
        recv b, 64
    }
    println System.nanoTime() - start
    System.out.flush()
}

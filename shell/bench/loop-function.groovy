// The loop of loop.c in a function, its names typed and local.
import ipcsh.handle.Fd

long roundTrips(Fd a, Fd b, byte[] data, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        send a, data
        recv b, 64
    }
    return System.nanoTime() - start
}

(a, b) = socketpair AF_UNIX, SOCK_DGRAM
data = new byte[64]
System.in.eachLine { line ->
    println roundTrips(a, b, data, line as int)
    System.out.flush()
}

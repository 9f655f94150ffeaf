// A shell reads the memory of its child, which does nothing meanwhile.
//
//     copying.groovy process_vm alone NAME   its first line says that it is there
//
// What it is asked on standard input, and what the side that takes the time answers: answers.groovy, which stands at its end.
long copies(int child, long address, int n) {
    long start = System.nanoTime()
    for (int i = 0; i < n; i++) {
        process_vm_readv child, address, 64
    }
    return System.nanoTime() - start
}

(mechanism, role, name) = args
region = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
poke region, 0, 'x' * 64
c = fork()
println '.'
System.out.flush()
tells = true
trips = { n, bytes -> copies c.pid, region.address, n }

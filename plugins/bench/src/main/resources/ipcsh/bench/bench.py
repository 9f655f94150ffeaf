"""
What a round trip costs in Python: the same mechanisms as those of the scripts beside this file.

    bench.py MECHANISM pong NAME          its first line says where it is to be found
    bench.py MECHANISM ping NAME WHERE
    bench.py MECHANISM alone NAME         what one process does by itself; its first line says that it is there
    bench.py handover acceptor NAME       its first line says the port
    bench.py handover worker|client NAME WHERE

"N BYTES FIGURE" on a line of standard input asks for so many round trips of so many bytes; ping, alone and client answer with a
figure: total (the nanoseconds they took), each (50, 99 and 99.9 % of them took at most so many) or flow (so many messages one
way). What Python has no name for (semaphores, mutexes and conditions between programs) is the C library's, by ctypes.
"""

import atexit
import ctypes
import mmap
import os
import signal
import socket
import struct
import sys
import time

# For so many seconds the first waits for the second, who may have been killed.
PATIENCE = 60
LENGTH, SECOND, TURN = 4096, 64, 128
PTHREAD_PROCESS_SHARED = 1
ATTRIBUTES = 64

libc = ctypes.CDLL(None, use_errno=True)
libc.sem_open.restype = ctypes.c_void_p

mechanism, role, name = sys.argv[1:4]
where = sys.argv[4] if len(sys.argv) > 4 else None
is_ping = role == "ping"

# the size of a message, and its data
size, data = 1, b"x"


def found(at):
    if not is_ping:
        print(at, flush=True)


# descriptors: a byte to and fro


def internet():
    return mechanism in ("tcp", "udp")


def new_socket():
    types = {"dgram": socket.SOCK_DGRAM, "udp": socket.SOCK_DGRAM, "seqpacket": socket.SOCK_SEQPACKET}
    return socket.socket(socket.AF_INET if internet() else socket.AF_UNIX, types.get(mechanism, socket.SOCK_STREAM))


def bound():
    s = new_socket()
    s.bind(("127.0.0.1", 0) if internet() else role)
    return s


def found_at(s):
    found(s.getsockname()[1] if internet() else s.getsockname())


def connected(s):
    s.connect(("127.0.0.1", int(where)) if internet() else where)
    return s


def stream():
    if is_ping:
        return connected(new_socket())
    s = bound()
    s.listen(1)
    found_at(s)
    return s.accept()[0]


def datagram():
    s = bound()
    if is_ping:
        connected(s).send(b"x")
    else:
        found_at(s)
        s.connect(s.recvfrom(1)[1])
    return s


def taken():
    fds = []
    with stream() as s:
        while len(fds) < 2:
            fds += socket.recv_fds(s, 2, 2)[1]
    return fds


def pipes():
    if not is_ping:
        return exchange(*taken())
    its_from, to = os.pipe()
    from_, its_to = os.pipe()
    with stream() as s:
        socket.send_fds(s, [b"x"], [its_from, its_to])
    return exchange(from_, to)


def msgsize_max():
    with open("/proc/sys/fs/mqueue/msgsize_max", encoding="ascii") as most:
        return int(most.read())


def queue(which):
    path = f"/{name}-{which}".encode()
    attributes = (ctypes.c_long * 8)(0, 4, msgsize_max())
    fd = checked(libc.mq_open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600, attributes))
    checked(libc.mq_unlink(path))
    return fd


def queues():
    if is_ping:
        to, from_ = queue("forth"), queue("back")
        with stream() as s:
            socket.send_fds(s, [b"x"], [to, from_])
    else:
        from_, to = taken()
    most = msgsize_max()
    room = ctypes.create_string_buffer(most)
    send, receive = libc.mq_send, libc.mq_receive

    def ping(n):
        for i in range(n):
            checked(send(to, data, size, 0))
            checked(receive(from_, room, most, None))

    def pong(n):
        for i in range(n):
            checked(receive(from_, room, most, None))
            checked(send(to, data, size, 0))

    return ping if is_ping else pong


# the same, the byte moved on by pong inside the kernel


def splices():
    if is_ping:
        return pipes()
    from_, to = taken()
    # Python's own splice is there from 3.10 on
    splice = os.splice

    def pong(n):
        for _ in range(n):
            moved = 0
            while moved < size:
                moved += splice(from_, to, size - moved)

    return pong


def fifos():
    if is_ping:
        to = os.open("to-pong", os.O_WRONLY)
        return exchange(os.open("to-ping", os.O_RDONLY), to)
    os.mkfifo("to-pong")
    os.mkfifo("to-ping")
    found(".")
    from_ = os.open("to-pong", os.O_RDONLY)
    return exchange(from_, os.open("to-ping", os.O_WRONLY))


def streams():
    fd = stream().detach()
    return exchange(fd, fd)


def datagrams():
    fd = datagram().detach()
    return exchange(fd, fd)


def exchange(from_, to):
    global flow
    read, write = os.read, os.write

    # what arrives of a message of a stream may be a part of it
    def receive_all():
        got = 0
        while got < size:
            part = len(read(from_, size - got))
            if part == 0:
                raise EOFError()
            got += part

    def ping(n):
        for _ in range(n):
            write(to, data)
            receive_all()

    def pong(n):
        for _ in range(n):
            receive_all()
            write(to, data)

    def out(n):
        for _ in range(n):
            write(to, data)
        read(from_, 1)

    def into(n):
        left = n * size
        while left > 0:
            part = len(read(from_, size))
            if part == 0:
                raise EOFError()
            left -= part
        write(to, b"x")

    flow = out if is_ping else into
    return ping if is_ping else pong


# one way; a byte back says that all has arrived
flow = None


# a descriptor to and fro


def descriptors():
    s = stream()
    send, receive, close = socket.send_fds, socket.recv_fds, os.close
    passed = os.open("/dev/null", os.O_RDONLY)

    def ping(n):
        for _ in range(n):
            send(s, [b"x"], [passed])
            close(receive(s, 1, 1)[1][0])

    def pong(n):
        for _ in range(n):
            fd = receive(s, 1, 1)[1][0]
            send(s, [b"x"], [fd])
            close(fd)

    return ping if is_ping else pong


# connections: one accepts them, another one answers them, a third one asks


def handovers():
    return {"acceptor": acceptor, "worker": worker, "client": client}[role]()


def acceptor():
    s = bound()
    s.listen()
    listening = socket.create_server(("127.0.0.1", 0))
    found(listening.getsockname()[1])
    to = s.accept()[0]

    def accept_and_pass(n):
        for _ in range(n):
            connection = listening.accept()[0]
            socket.send_fds(to, [b"x"], [connection.fileno()])
            connection.close()

    return accept_and_pass


def worker():
    from_ = socket.socket(socket.AF_UNIX)
    from_.connect("acceptor")
    receive, write, close = socket.recv_fds, os.write, os.close

    def answer(n):
        for _ in range(n):
            connection = receive(from_, 1, 1)[1][0]
            write(connection, b"x")
            close(connection)

    return answer


def client():
    # a close by a reset, so that no connection is left in TIME_WAIT
    reset = struct.pack("ii", 1, 0)
    address = ("127.0.0.1", int(where))

    def ask(n):
        for _ in range(n):
            s = socket.socket()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            s.connect(address)
            s.recv(1)
            s.close()

    return ask


# counters


def counters():
    # Python's own eventfd is there from 3.10 on
    if is_ping:
        to, from_ = checked(libc.eventfd(0, 0)), checked(libc.eventfd(0, 0))
        with stream() as s:
            socket.send_fds(s, [b"x"], [to, from_])
    else:
        from_, to = taken()
    read, write, one = os.read, os.write, (1).to_bytes(8, sys.byteorder)

    def ping(n):
        for _ in range(n):
            write(to, one)
            read(from_, 8)

    def pong(n):
        for _ in range(n):
            read(from_, 8)
            write(to, one)

    return ping if is_ping else pong


def checked(result):
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


# memory: a file that both have mapped


def mapped():
    fd = os.open("memory", os.O_RDWR | os.O_CREAT, 0o600)
    os.ftruncate(fd, LENGTH)
    return mmap.mmap(fd, LENGTH)


def place(memory, offset):
    return ctypes.byref(ctypes.c_char.from_buffer(memory, offset))


# semaphores


def named(end):
    path = ("/%s-%s" % (name, end)).encode()
    s = libc.sem_open(path, os.O_CREAT, 0o600, 0)
    if not s:
        checked(-1)
    if is_ping:
        checked(libc.sem_unlink(path))
    return ctypes.c_void_p(s)


def named_semaphores():
    ends = named("forth"), named("back")
    found(".")
    return semaphores(*ends)


def unnamed():
    memory = mapped()
    forth, back = place(memory, 0), place(memory, SECOND)
    if not is_ping:
        checked(libc.sem_init(forth, 1, 0))
        checked(libc.sem_init(back, 1, 0))
    found(".")
    return forth, back


def unnamed_semaphores():
    return semaphores(*unnamed())


def semaphores(forth, back):
    post, wait = libc.sem_post, libc.sem_wait

    def ping(n):
        for _ in range(n):
            post(forth)
            wait(back)

    def pong(n):
        for _ in range(n):
            wait(forth)
            post(back)

    return ping if is_ping else pong


# System V: the first makes the object and says its ID, and both remove it at the end


class SemBuf(ctypes.Structure):
    _fields_ = [("num", ctypes.c_ushort), ("op", ctypes.c_short), ("flg", ctypes.c_short)]


def sysv_queue():
    queue = int(where) if is_ping else checked(libc.msgget(0, 0o600))
    atexit.register(libc.msgctl, queue, 0, None)
    found(str(queue))
    send, receive = libc.msgsnd, libc.msgrcv
    receive.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_long, ctypes.c_int]

    # a type, which is a long, and the data
    def message(type_):
        return ctypes.create_string_buffer(struct.pack("l", type_) + data, 8 + size)

    def ping(n):
        forth, into = message(1), message(0)
        for _ in range(n):
            checked(send(queue, forth, size, 0))
            checked(receive(queue, into, size, 2, 0))

    def pong(n):
        back, into = message(2), message(0)
        for _ in range(n):
            checked(receive(queue, into, size, 1, 0))
            checked(send(queue, back, size, 0))

    return ping if is_ping else pong


def sysv_semaphores():
    number = int(where) if is_ping else checked(libc.semget(0, 2, 0o600))
    atexit.register(libc.semctl, number, 0, 0)
    found(str(number))
    operate = libc.semop
    post = [ctypes.byref(SemBuf(i, 1, 0)) for i in range(2)]
    wait = [ctypes.byref(SemBuf(i, -1, 0)) for i in range(2)]

    def ping(n):
        for _ in range(n):
            operate(number, post[0], 1)
            operate(number, wait[1], 1)

    def pong(n):
        for _ in range(n):
            operate(number, wait[0], 1)
            operate(number, post[1], 1)

    return ping if is_ping else pong


# signals


def signals():
    waited_for = {signal.SIGUSR1}
    signal.pthread_sigmask(signal.SIG_BLOCK, waited_for)
    found(os.getpid())
    kill, wait, usr1 = os.kill, signal.sigwaitinfo, signal.SIGUSR1

    def ping(n):
        other = int(where)
        for _ in range(n):
            kill(other, usr1)
            wait(waited_for)

    def pong(n):
        for _ in range(n):
            kill(wait(waited_for).si_pid, usr1)

    return ping if is_ping else pong


def semaphore_alone():
    forth = unnamed()[0]
    post, wait = libc.sem_post, libc.sem_wait

    def alone(n):
        for _ in range(n):
            post(forth)
            wait(forth)

    return alone


# a mutex and a condition


def initialised(kind, memory, offset):
    attributes = ctypes.create_string_buffer(ATTRIBUTES)
    getattr(libc, "pthread_%sattr_init" % kind)(attributes)
    getattr(libc, "pthread_%sattr_setpshared" % kind)(attributes, PTHREAD_PROCESS_SHARED)
    getattr(libc, "pthread_%s_init" % kind)(place(memory, offset), attributes)


def mutex_and_condition():
    memory = mapped()
    if not is_ping:
        initialised("mutex", memory, 0)
        initialised("cond", memory, SECOND)
    found(".")
    return memory, place(memory, 0), place(memory, SECOND)


def condition():
    memory, mutex, cond = mutex_and_condition()
    turn = memoryview(memory)[TURN : TURN + 4].cast("i")
    wait, wake = libc.pthread_cond_wait, libc.pthread_cond_signal

    def ping(n):
        libc.pthread_mutex_lock(mutex)
        for _ in range(n):
            turn[0] = 1
            wake(cond)
            while turn[0] != 0:
                wait(cond, mutex)
        libc.pthread_mutex_unlock(mutex)

    def pong(n):
        libc.pthread_mutex_lock(mutex)
        for _ in range(n):
            while turn[0] != 1:
                wait(cond, mutex)
            turn[0] = 0
            wake(cond)
        libc.pthread_mutex_unlock(mutex)

    return ping if is_ping else pong


def mutex_alone():
    mutex = mutex_and_condition()[1]
    lock, unlock = libc.pthread_mutex_lock, libc.pthread_mutex_unlock

    def alone(n):
        for _ in range(n):
            lock(mutex)
            unlock(mutex)

    return alone


# memory alone


def spin():
    numbers = memoryview(mapped()).cast("i")
    second = SECOND // 4
    last = 0
    found(".")

    def ping(n):
        nonlocal last
        for i in range(last + 1, last + n + 1):
            numbers[0] = i
            while numbers[second] != i:
                pass
        last += n

    def pong(n):
        nonlocal last
        for i in range(last + 1, last + n + 1):
            while numbers[0] != i:
                pass
            numbers[second] = i
        last += n

    return ping if is_ping else pong


def memory_alone():
    numbers = memoryview(mapped()).cast("i")
    found(".")

    def alone(n):
        for i in range(n):
            numbers[0] = i
            numbers[0]

    return alone


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def process_vm_alone():
    theirs = ctypes.create_string_buffer(b"x" * 64, 64)
    other = os.fork()
    if other == 0:
        signal.alarm(0)
        libc.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        while True:
            signal.pause()
    mine = ctypes.create_string_buffer(64)
    local = Vector(ctypes.addressof(mine), 64)
    remote = Vector(ctypes.addressof(theirs), 64)
    read = libc.process_vm_readv
    one, here, there = ctypes.c_ulong(1), ctypes.byref(local), ctypes.byref(remote)
    found(".")

    # the buffer has to live as long as this function
    def alone(n, buffer=mine):
        for _ in range(n):
            checked(read(other, here, one, there, one, ctypes.c_ulong(0)))

    return alone


prepare = {
    "pipe": pipes,
    "fifo": fifos,
    "stream": streams,
    "dgram": datagrams,
    "seqpacket": streams,
    "region": streams,
    "tcp": streams,
    "udp": datagrams,
    "descriptor": descriptors,
    "handover": handovers,
    "splice": splices,
    "eventfd": counters,
    "mq": queues,
    "sem_named": named_semaphores,
    "sem_unnamed": unnamed_semaphores,
    "sysv_msg": sysv_queue,
    "sysv_sem": sysv_semaphores,
    "signal": signals,
    "condition": condition,
    "spin": spin,
    "semaphore": semaphore_alone,
    "mutex": mutex_alone,
    "memory": memory_alone,
    "process_vm": process_vm_alone,
}
signal.alarm(PATIENCE)
loop = prepare[mechanism]()
signal.alarm(0)


def answer(figure, trips, n):
    if figure != "each":
        start = time.perf_counter_ns()
        trips(n)
        return time.perf_counter_ns() - start
    times = []
    for _ in range(n):
        start = time.perf_counter_ns()
        trips(1)
        times.append(time.perf_counter_ns() - start)
    times.sort()
    return "%d %d %d" % tuple(times[-(-n * part // 1000) - 1] for part in (500, 990, 999))


for line in sys.stdin:
    count, size, wanted = line.split()
    count, size = int(count), int(size)
    data = b"x" * size
    trips = flow if wanted == "flow" else loop
    if role in ("ping", "alone", "client"):
        print(answer(wanted, trips, count), flush=True)
    else:
        trips(count)

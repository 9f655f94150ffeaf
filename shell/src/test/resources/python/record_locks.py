# Places locks as the lines of standard input say, as record_locks.c does.
import errno, fcntl, os, struct, sys
f = open(sys.argv[1], 'r+')
for line in sys.stdin:
    kind, type, start, len = line.split()
    wait = '+' in kind
    now = 0 if wait else fcntl.LOCK_NB
    op = {'R': fcntl.LOCK_SH, 'W': fcntl.LOCK_EX, 'U': fcntl.LOCK_UN}[type]
    try:
        if kind.startswith('flock'):
            fcntl.flock(f, op | now)
        elif kind.startswith('ofd'):
            number = {'R': fcntl.F_RDLCK, 'W': fcntl.F_WRLCK, 'U': fcntl.F_UNLCK}[type]
            lock = struct.pack('hhqqi4x', number, 0, int(start), int(len), 0)
            fcntl.fcntl(f, 38 if wait else 37, lock)
        else:
            fcntl.lockf(f, op | (0 if type == 'U' else now), int(len), int(start))
        print(0, flush=True)
    except OSError as e:
        print(errno.errorcode[e.errno], flush=True)

#!/bin/sh
# glibc 2.36: sem_open with O_CREAT maps a file of a random name, which is then linked to /dev/shm/sem.NAME and
# unlinked. So /proc/PID/maps shows sem.NAME in the processes that open the semaphore later, but never in the one
# that has made it: there it is a deleted file of another name, to be found by its inode only.
. "$(dirname "$0")/lib.sh"
cat >maps.py <<'PY'
import ctypes, os

libc = ctypes.CDLL("libc.so.6")
libc.gnu_get_libc_version.restype = ctypes.c_char_p
libc.sem_open.restype = ctypes.c_void_p
name = b"/finding-%d" % os.getpid()


def mapped():
    lines = [line.split(None, 5) for line in open("/proc/self/maps") if "/dev/shm/" in line]
    return "sem.NAME" if lines[0][5].strip() == "/dev/shm/sem" + name.decode().replace("/", ".") else "another name"


libc.sem_open(name, os.O_CREAT | os.O_EXCL, 0o600, 1)
first = mapped()
read, write = os.pipe()
if os.fork() == 0:
    os.execvp("python3", ["python3", "-c", f"""
import ctypes
libc = ctypes.CDLL("libc.so.6")
libc.sem_open.restype = ctypes.c_void_p
libc.sem_open({name!r}, 0)
print("sem.NAME" if any(l.strip().endswith("/dev/shm/sem.{name.decode()[1:]}") for l in open("/proc/self/maps")) else "another name", file=open("second", "w"))
"""])
os.wait()
libc.sem_unlink(name)
print(libc.gnu_get_libc_version().decode(), "made:", first, "opened:", open("second").read().strip())
PY
expect "glibc, what its maps show" "2.36 made: another name opened: sem.NAME" "$(python3 maps.py)"

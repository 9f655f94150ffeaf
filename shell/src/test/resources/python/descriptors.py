# Opens 10000 descriptors of many kinds, says so, and waits for its end.
import os
import resource
import socket
import sys

limit = 10200
resource.setrlimit(resource.RLIMIT_NOFILE, (limit, max(limit, resource.getrlimit(resource.RLIMIT_NOFILE)[1])))
kept = []
while len(kept) < 10000:
    kept += os.pipe()
    kept += [s.detach() for s in socket.socketpair()]
    kept.append(os.open('/dev/null', os.O_RDONLY))
    kept.append(os.open('/etc/passwd', os.O_RDONLY))
    kept.append(os.dup(kept[-1]))
    kept.append(os.eventfd(len(kept)))
print('ready', flush=True)
sys.stdin.read()

"""The loop of loop.c in Python."""

import socket
import sys
import time


def round_trips(a, b, data, n):
    start = time.perf_counter_ns()
    for _ in range(n):
        a.send(data)
        b.recv(64)
    return time.perf_counter_ns() - start


a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
data = bytes(64)
for line in sys.stdin:
    print(round_trips(a, b, data, int(line)), flush=True)

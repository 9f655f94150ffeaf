# The other side of a test: a socket that is connected to the address in argv[1], and frames by hand.
import socket, struct, sys

host, port = sys.argv[1].rsplit(":", 1)
s = socket.create_connection((host, int(port)), timeout=30)
s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

REQUEST = (b"GET /peer HTTP/1.1\r\nHost: test\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
           b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
MORE, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


def frame(op, data=b"", fin=True, mask=b"\x01\x20\xff\x7f"):
    bit = 0x80 if mask else 0
    size = (struct.pack("B", bit | len(data)) if len(data) < 126
            else struct.pack(">BH", bit | 126, len(data)) if len(data) < 65536
            else struct.pack(">BQ", bit | 127, len(data)))
    body = bytes(b ^ mask[i % 4] for i, b in enumerate(data)) if mask else data
    return bytes([op | (0x80 if fin else 0)]) + size + (mask or b"") + body


def exactly(n):
    data = b""
    while len(data) < n:
        piece = s.recv(n - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def head():
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        data += exactly(1)
    return data.decode()


def opened():
    s.sendall(REQUEST)
    return head()


def take():
    op, size = exactly(2)
    assert size < 0x80, "the server masks"
    if size >= 126:
        size = int.from_bytes(exactly(2 if size == 126 else 8), "big")
    return op & 15, exactly(size)


def closed():
    op, data = take()
    assert op == CLOSE, (op, data)
    return int.from_bytes(data[:2], "big"), data[2:].decode()


def say(*what):
    print(*what, flush=True)


def wait():
    sys.stdin.readline()

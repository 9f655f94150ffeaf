"""Clients of scripts/peers/acceptor.groovy, which check each answer, and that none is lost or doubled.

Reads commands from standard input: "pause" when there is no server, "go" when there is one again; at end of file all
conversations come to their end. Prints a line for every 20 answers, and at the end how many there were.
"""
import socket
import sys
import threading

PORT = int(sys.argv[1])
failures = []
answers = 0
conversations = 0
lock = threading.Lock()
over = threading.Event()


def progress(count):
    global answers
    with lock:
        for _ in range(count):
            answers += 1
            if answers % 20 == 0:
                print(answers, flush=True)


class Talk:
    """One conversation."""

    def __init__(self):
        global conversations
        with lock:
            conversations += 1
        self.s = socket.create_connection(('127.0.0.1', PORT))
        self.s.settimeout(120)
        self.sent = self.answered = 0
        self.rest = b''

    @staticmethod
    def line(n):
        return 'line %d %s' % (n, 'x' * (n * 37 % 200))

    def next(self):
        self.sent += 1
        return (self.line(self.sent) + '\n').encode()

    def hear(self):
        """All answers that are due."""
        while self.answered < self.sent:
            piece = self.s.recv(4096)
            if not piece:
                raise EOFError('after answer %d of %d' % (self.answered, self.sent))
            *lines, self.rest = (self.rest + piece).split(b'\n')
            for line in lines:
                self.answered += 1
                expected = '%d %s' % (self.answered, self.line(self.answered)[::-1])
                assert line == expected.encode(), (line, expected)
            progress(len(lines))

    def end(self):
        """After the end of the client's direction nothing more comes."""
        self.s.shutdown(socket.SHUT_WR)
        last = self.s.recv(100)
        assert self.rest == b'' and last == b'', (self.rest, last)
        self.s.close()


def on_and_on():
    """One to five lines at once, the last of them in two pieces."""
    try:
        talk = Talk()
        while not over.is_set():
            data = b''.join(talk.next() for _ in range(talk.sent % 5 + 1))
            talk.s.sendall(data[:-7])
            talk.s.sendall(data[-7:])
            talk.hear()
        talk.end()
    except BaseException as e:
        failures.append(repr(e))


threads = [threading.Thread(target=on_and_on) for _ in range(3)]
for thread in threads:
    thread.start()
try:
    half = Talk()
    line = half.next()
    half.s.sendall(line[:5])
    late = []
    for command in sys.stdin:
        if command == 'pause\n':
            late.append(Talk())
            late[-1].s.sendall(late[-1].next())
        else:
            half.s.sendall(line[5:])
            half.hear()
            line = half.next()
            half.s.sendall(line[:5])
            for talk in late:
                talk.hear()
    half.s.sendall(line[5:])
    half.hear()
    for talk in late + [half]:
        talk.end()
except BaseException as e:
    failures.append(repr(e))
over.set()
for thread in threads:
    thread.join()
print('%d answers in %d conversations, failures: %s' % (answers, conversations, failures), flush=True)
sys.exit(1 if failures else 0)

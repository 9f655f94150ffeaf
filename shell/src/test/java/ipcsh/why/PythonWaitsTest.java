package ipcsh.why;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that are not ours, in Python: the objects, who could end the wait, the verdict. */
@OnShell
class PythonWaitsTest {
  private static final String BEGIN =
      """
      import os, pty, select, signal, socket, struct, sys, threading, time, array
      def child(f):
          pid = os.fork()
          if pid == 0:
              try: f()
              finally: os._exit(0)
          return pid
      def me(name='main'):
          sys.stdout.write('%s %d\\n' % (name, os.getpid())); sys.stdout.flush()
      def ready():
          me()
      """;

  /**
   * Each: a name, the verdict on its main process, a regular expression of the text; then the
   * program.
   */
  private static final String TABLE =
      """
      pipe of its own | for ever | data in pipe:\\[\\d+\\].*only python3.* itself writes to it \\(fd \\d+\\)
          r, w = os.pipe(); ready(); os.read(r, 1)
      somebody runs | waits | writes to it
          r, w = os.pipe()
          def busy():
              while True: pass
          child(busy); os.close(w); ready(); os.read(r, 1)
      a timeout of the writer | waits | writes to it
          r, w = os.pipe(); child(lambda: time.sleep(1000)); os.close(w); ready(); os.read(r, 1)
      a write end in flight | for ever | queued message
          r, w = os.pipe(); a, b = socket.socketpair()
          socket.send_fds(a, [b'x'], [w]); os.close(w); ready(); os.read(r, 1)
      a write end in flight to one that runs | waits | may receive it
          r, w = os.pipe(); a, b = socket.socketpair()
          socket.send_fds(a, [b'x'], [w]); os.close(w)
          child(lambda: time.sleep(1000)); b.close(); ready(); os.read(r, 1)
      full socket | for ever | room at the other end.*itself takes from it
          a, b = socket.socketpair(); ready(); a.sendall(b'x' * 10000000)
      datagrams to itself | for ever | room in the queue
          a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM); ready()
          while True: a.send(b'x')
      receive timeout | waits | for at most 1000 s
          a, b = socket.socketpair()
          a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack('ll', 1000, 0))
          ready(); a.recv(1)
      poll of two | for ever | any of fd \\d+, fd \\d+
          r, w = os.pipe(); r2, w2 = os.pipe(); p = select.poll()
          p.register(r, select.POLLIN); p.register(r2, select.POLLIN); ready(); p.poll()
      poll of two, one from a child | waits | any of fd \\d+, fd \\d+
          r, w = os.pipe(); r2, w2 = os.pipe(); p = select.poll(); child(lambda: time.sleep(1000))
          p.register(r, select.POLLIN); p.register(r2, select.POLLIN); ready(); p.poll()
      select | for ever | data in pipe
          r, w = os.pipe(); ready(); select.select([r], [], [])
      select with a timeout | waits | for at most
          r, w = os.pipe(); ready(); select.select([r], [], [], 1000)
      epoll in epoll | for ever | data in pipe
          r, w = os.pipe(); e = select.epoll(); e.register(r, select.EPOLLIN)
          f = select.epoll(); f.register(e.fileno(), select.EPOLLIN); ready(); f.poll()
      accept | waits | a client that connects to 127.0.0.1
          s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); ready(); s.accept()
      accept of a name that is gone | for ever | path was removed|client that connects
          s = socket.socket(socket.AF_UNIX); s.bind('%s/gone' % os.getcwd()); s.listen()
          os.unlink('gone'); ready(); s.accept()
      connect to a full backlog | for ever | room in the backlog of @
          s = socket.socket(socket.AF_UNIX); n = '\\0why%d' % os.getpid(); s.bind(n); s.listen(0); ready()
          c = [socket.socket(socket.AF_UNIX) for i in range(3)]
          for one in c: one.connect(n)
      TCP with itself | for ever | the other end of its connection to 127.0.0.1
          s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
          c = socket.create_connection(s.getsockname()); d, _ = s.accept(); ready(); c.recv(1)
      TCP over IPv4 to a socket of IPv6 | for ever | connection to \\[::ffff:127.0.0.1\\]
          s = socket.create_server(('::', 0), family=socket.AF_INET6, dualstack_ipv6=True)
          c = socket.create_connection(('127.0.0.1', s.getsockname()[1])); d, _ = s.accept(); ready(); d.recv(1)
      TCP over IPv4 to a socket of IPv6, not accepted | for ever | accepts the connection
          s = socket.create_server(('::', 0), family=socket.AF_INET6, dualstack_ipv6=True)
          c = socket.create_connection(('127.0.0.1', s.getsockname()[1])); ready(); c.recv(1)
      TCP not accepted | for ever | accepts the connection
          s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
          c = socket.create_connection(s.getsockname()); ready(); c.recv(1)
      a datagram to nobody | for ever | is not bound to a name
          s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); ready(); s.recv(1)
      UDP without a port | for ever | not bound to a port
          s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); ready(); s.recv(1)
      UDP | waits | a process that sends to 127.0.0.1
          s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('127.0.0.1', 0)); ready(); s.recv(1)
      the peer of datagrams was closed | for ever | a message from its peer
          a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM); b.close(); ready(); a.recv(1)
      a sender is connected to it | waits | a message to @.*, whose queue is empty.*sends to it
          n = '\\0why%d' % os.getpid(); s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(n)
          c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); c.connect(n); ready(); s.recv(1)
      the sender connected to it was closed | waits | a message to @.*, whose queue is empty
          n = '\\0why%d' % os.getpid(); s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(n)
          c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); c.connect(n); c.close(); ready(); s.recv(1)
      the client did not bind | for ever | is not bound to a name
          n = '\\0why%d' % os.getpid(); s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(n)
          child(lambda: time.sleep(1000)); c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
          c.connect(n); ready(); c.recv(1)
      a client with a name waits for its server | waits | a message from its peer to @
          n = '\\0why%d' % os.getpid(); s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(n)
          child(lambda: time.sleep(1000)); c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
          c.bind(n + 'c'); c.connect(n); s.close(); ready(); c.recv(1)
      the server of a client with a name was closed | for ever | its peer
          n = '\\0why%d' % os.getpid(); s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(n)
          c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
          c.bind(n + 'c'); c.connect(n); s.close(); ready(); c.recv(1)
      two that are connected to each other | waits | a message from its peer to @.*sends to it
          n = '\\0why%d' % os.getpid(); s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(n)
          c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); c.bind(n + 'c'); c.connect(n)
          s.connect(n + 'c'); child(lambda: time.sleep(1000)); c.close(); ready(); s.recv(1)
      a FIFO | waits | a program that opens .* for writing would end it
          os.mkfifo('f'); ready(); os.open('f', os.O_RDONLY)
      a FIFO kept open by a server | waits | a program that opens
          os.mkfifo('f'); f = os.open('f', os.O_RDWR); ready(); os.read(f, 1)
      the slave of its own master | for ever | input from /dev/pts/\\d+.*writes to its master
          m, s = pty.openpty(); ready(); os.read(s, 1)
      the master of a child | unknown | a program that opens /dev/pts
          m, s = pty.openpty()
          child(lambda: os.read(s, 1)); ready(); os.read(m, 1)
      eventfd | for ever | counter of an eventfd.*adds to it
          e = os.eventfd(0); ready(); os.eventfd_read(e)
      two threads | deadlock | thread \\d+ waits
          r, w = os.pipe(); r2, w2 = os.pipe()
          threading.Thread(target=lambda: os.read(r, 1)).start(); ready(); os.read(r2, 1)
      a thread that sleeps | waits | writes to it
          r, w = os.pipe()
          threading.Thread(target=lambda: time.sleep(1000)).start(); ready(); os.read(r, 1)
      an alarm is set | unknown | SIGALRM
          signal.signal(signal.SIGALRM, lambda *a: None); signal.alarm(1000)
          r, w = os.pipe(); ready(); os.read(r, 1)
      SIGALRM is blocked | for ever | writes to it
          signal.signal(signal.SIGALRM, lambda *a: None); signal.alarm(1000)
          signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
          r, w = os.pipe(); ready(); os.read(r, 1)
      a pidfd of a child | deadlock | the end of python3
          r, w = os.pipe(); c = child(lambda: os.read(r, 1)); p = select.poll()
          p.register(os.pidfd_open(c), select.POLLIN); ready(); p.poll()
      """;

  /** One of them. */
  record Case(String name, String verdict, String says, String program) {
    @Override
    public String toString() {
      return name;
    }
  }

  @TempDir Path directory;

  static List<Case> cases() {
    return Arrays.stream(TABLE.split("\n(?=\\S)"))
        .map(
            one -> {
              String[] parts = one.split("\n", 2);
              String[] words = parts[0].split(" \\| ");
              return new Case(words[0], words[1], words[2], parts[1].stripTrailing().stripIndent());
            })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isJudged(Case one, Shell shell) {
    try (RunningProgram program =
        RunningProgram.start(
            directory, Path.of("/usr/bin/env"), "python3", "-c", BEGIN + one.program)) {
      Wait.until(Wait.LONG, () -> one + program.output(), () -> !program.said().isEmpty());
      int pid = program.said().get("main").get(0);
      String[] told = {"", ""};
      Wait.until(
          Wait.LONG,
          () -> one + ": " + told[0] + " " + told[1],
          () -> {
            told[0] =
                String.valueOf(
                    shell.run("found = why(" + pid + "); found ? found[0].verdict : ''"));
            told[1] = shell.rendered("found");
            return told[0].equals(one.verdict)
                && java.util.regex.Pattern.compile(one.says, java.util.regex.Pattern.DOTALL)
                    .matcher(told[1])
                    .find();
          });
      assertThat(told[0]).isEqualTo(one.verdict);
      shell.run(
          "found.each { w -> [w.pid, *w.wakers*.pid].toSet().each { if (it > 1 && it != getpid()) try { kill it, SIGKILL } catch (e) {} } }");
    }
  }
}

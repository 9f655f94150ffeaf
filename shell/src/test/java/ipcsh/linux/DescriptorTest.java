package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class DescriptorTest {
  @Test
  void dupTakesTheLowestFreeNumber(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        again = { // the Java machine may take the number in between, for a moment
          d = dup r
          n = d.number
          close d
          e = dup r
          close e
          e.number == n
        }
        assert eventually(timeout: 60.s) { again() }
        """);
  }

  @Test
  void dup2TakesTheNumberAndClosesWhatWasThere(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        (a, b) = socketpair()
        n = b.number
        d = dup2 w, n
        assert d.number == n
        assert recv(a).eof // its peer is gone
        write d, 'x'
        assert read(r).text == 'x'
        assert b.open // the handle goes on with its number
        assert write(b, 'y') == 1
        assert d == b
        """);
  }

  @Test
  void dup2OntoItselfDoesNothing(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        assert dup2(w, w.number).number == w.number
        write w, 'x'
        assert read(r).text == 'x'
        fails(EBADF) { dup2 w, -1 }
        fails(EBADF) { dup2 w, 1 << 30 }
        close w
        fails(EBADF) { dup2 w, 7777 }
        """);
  }

  @Test
  void closingOneLeavesTheOther(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        d = dup w
        close w
        write d, 'x'
        assert read(r).text == 'x'
        """);
  }

  @Test
  void fcntlDuplicatesFromANumberOn(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        n = fcntl w, F_DUPFD, 200
        assert n >= 200
        write n, 'x'
        assert read(r).text == 'x'
        assert fcntl(n, F_GETFD) == 0
        assert fcntl(fcntl(w, F_DUPFD_CLOEXEC, 200), F_GETFD) == FD_CLOEXEC
        fails(EINVAL) { fcntl w, F_DUPFD, -1 }
        """);
  }

  @Test
  void closeOnExecBelongsToTheNumber(Shell shell) {
    shell.run(
        """
        f = open '/dev/null', O_CLOEXEC
        assert fcntl(f, F_GETFD) == FD_CLOEXEC
        d = dup f
        assert fcntl(d, F_GETFD) == 0
        fcntl f, F_SETFD, 0
        assert fcntl(f, F_GETFD) == 0
        (r, w) = pipe O_CLOEXEC
        assert fcntl(r, F_GETFD) == FD_CLOEXEC
        """);
  }

  @Test
  void statusFlagsBelongToTheDescription(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        d = dup r
        fcntl r, F_SETFL, O_NONBLOCK
        assert fcntl(d, F_GETFL) & O_NONBLOCK
        fails(EAGAIN) { read d }
        assert (fcntl(w, F_GETFL) & 3) == O_WRONLY
        fcntl d, F_SETFL, 0
        assert !(fcntl(r, F_GETFL) & O_NONBLOCK)
        """);
  }

  @Test
  void unknownFcntlIsInvalid(Shell shell) {
    shell.run(
        """
        fails(EINVAL) { fcntl socket(), 9999 }
        fails(EBADF) { fcntl socket(), F_GETPIPE_SZ }
        """);
  }

  @Test
  void pollReportsWhatIsReady(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        assert poll([r, w], POLLIN, timeout: 0) == [:]
        assert poll([r, w], POLLOUT, timeout: 0) == [(w): POLLOUT]
        write w, 'x'
        assert poll([r], POLLIN) == [(r): POLLIN]
        assert poll(r) == [(r): POLLIN]
        """);
  }

  @Test
  void pollReportsTheEndUnasked(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        write w, 'x'
        close w
        assert poll([r], POLLIN) == [(r): POLLIN | POLLHUP]
        read r
        assert poll([r], POLLIN) == [(r): POLLHUP]
        assert poll([r], 0) == [(r): POLLHUP]
        (r2, w2) = pipe()
        close r2
        assert poll([w2], POLLOUT)[w2] & POLLERR
        """);
  }

  @Test
  void pollOfASocketWhosePeerHasGone(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        assert poll([a], POLLIN, timeout: 0) == [:]
        shutdown b, SHUT_WR
        assert poll([a], POLLIN | POLLRDHUP)[a] == (POLLIN | POLLRDHUP)
        close b
        assert poll([a], POLLIN)[a] & POLLHUP
        """);
  }

  @Test
  void pollOfAClosedOneIsInvalid(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        close r
        assert poll([r], POLLIN)[r] == POLLNVAL
        assert poll([w, r], POLLOUT, timeout: 0).size() == 2
        assert poll([], POLLIN, timeout: 10.ms) == [:]
        """);
  }

  @Test
  void pollWaitsUntilItsTimeIsUpOrSomethingComes(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        before = System.nanoTime()
        assert poll([r], POLLIN, timeout: 30.ms).isEmpty()
        assert System.nanoTime() - before >= 29_000_000
        p = bg { poll([r], POLLIN, timeout: 60.s) }
        eventually(timeout: 60.s) { p.call }
        write w, 'x'
        assert p.get(60.s).keySet()*.number == [r.number]
        """);
  }

  @Test
  void listenerIsReadyWhenAClientConnects(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l
        assert poll([l], POLLIN, timeout: 0) == [:]
        connect socket(), "$dir/l"
        assert poll([l], POLLIN) == [(l): POLLIN]
        """);
  }
}

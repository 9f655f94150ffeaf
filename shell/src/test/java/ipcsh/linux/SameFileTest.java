package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** Which descriptors share an open file description, by kcmp. */
@OnShell
class SameFileTest {
  @Test
  void duplicateIsTheSameAndAnotherOpenIsNot(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        g = dup f
        other = open "$dir/f", O_RDWR
        assert sameFile(f, g) && sameFile(g, f) && f.sameFile(g) && sameFile(f, f)
        assert !sameFile(f, other) && !other.sameFile(g)
        dup2 f, other
        assert sameFile(f, other)
        """);
  }

  @Test
  void passedOneIsTheSame(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        (r, w) = pipe()
        sendmsg a, 'x', fds: [r, w, b]
        (r2, w2, b2) = recvmsg(b).fds
        assert sameFile(r, r2) && sameFile(w, w2) && sameFile(b, b2)
        assert !sameFile(r, w2) && !sameFile(a, b2)
        """);
  }

  @Test
  void childHasTheSameUntilItOpensItsOwn(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        c = fork()
        assert sameFile(f, f, pid: c) && sameFile(f, f.number, pid: c.pid)
        c { close f; again = open "$dir/f" }
        assert !sameFile(f, again, pid: c)
        assert c { sameFile(again, again) }
        kill c, SIGKILL
        waitpid c
        fails(ESRCH) { sameFile f, 3, pid: c.pid }
        """);
  }

  @Test
  void anotherProgramHasWhatItWasGiven(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        p = spawn 'sleep', '100', fds: [5: w]
        assert sameFile(w, 5, pid: p) && !sameFile(r, 5, pid: p)
        fails(EBADF) { sameFile w, 77, pid: p }
        kill p, SIGKILL
        waitpid p
        """);
  }

  @Test
  void whatIsClosedIsBad(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        old = dup r
        close old
        fails(EBADF) { sameFile r, old }
        fails(EBADF) { sameFile old, r }
        fails(EBADF) { sameFile r, 4711 }
        dup w
        fails(EBADF) { sameFile w, old }
        """);
  }
}

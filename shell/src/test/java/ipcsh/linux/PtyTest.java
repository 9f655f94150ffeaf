package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pseudo-terminals: what goes from one side to the other, and who has them open. */
@OnShell
class PtyTest {
  @BeforeEach
  void reader(Shell shell) {
    shell.run(
        """
        until = { m, text ->
          def seen = ''
          while (!seen.endsWith(text)) seen += read(m, timeout: 30.s).text
          seen
        }
        """);
  }

  @Test
  void theSlaveIsLockedUntilItIsUnlocked(Shell shell) {
    shell.run(
        """
        m = posix_openpt()
        fails(EIO) { open ptsname(m), O_RDWR | O_NOCTTY }
        assert grantpt(m) == 0 && unlockpt(m) == 0
        s = open ptsname(m), O_RDWR | O_NOCTTY
        assert ptsname(m) == "/dev/pts/${ioctl(m, TIOCGPTN)}".toString()
        (r, w) = pipe()
        fails(EINVAL) { grantpt r }
        fails(EINVAL) { unlockpt r }
        fails(ENOTTY) { ptsname r }
        """);
    assertThat(shell.complaint("open ptsname(posix_openpt()), O_RDWR | O_NOCTTY"))
        .contains("unlockpt");
  }

  @Test
  void whatIsTypedIsALineForTheSlaveAndAnEchoForTheMaster(Shell shell) {
    shell.run(
        """
        (m, s) = openpty()
        write m, 'hel'
        assert !poll([s], timeout: 20.ms)
        write m, 'lo\\n'
        assert read(s).text == 'hello\\n' && until(m, '\\n') == 'hello\\r\\n'
        write s, 'out\\n'
        assert until(m, '\\n') == 'out\\r\\n'
        write m, '\\4'
        assert read(s).eof
        """);
  }

  @Test
  void theSizeOfTheWindowBelongsToBothSides(Shell shell) {
    shell.run(
        """
        (m, s) = openpty()
        assert ioctl(s, TIOCGWINSZ) == [ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0]
        assert ioctl(m, TIOCSWINSZ, [ws_row: 24, ws_col: 80]) == 0
        assert ioctl(s, TIOCGWINSZ) == [ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0]
        (r, w) = pipe()
        fails(ENOTTY) { ioctl r, TIOCGWINSZ }
        """);
    assertThat(shell.complaint("ioctl m, TIOCSWINSZ, 24")).contains("expected [ws_row: 24");
    assertThat(shell.complaint("ioctl m, TIOCSWINSZ, [ws_row: 65536]")).contains("0 to 65535");
    assertThat(shell.complaint("ioctl m, TIOCSWINSZ, [rows: 1]")).contains("expected [ws_row: 24");
  }

  @Test
  void theEndOfOneSideIsNotTheEndOfTheOther(Shell shell) {
    shell.run(
        """
        (m, s) = openpty()
        close s
        fails(EIO) { read m }
        s = open ptsname(m), O_RDWR | O_NOCTTY
        assert !poll([m], timeout: 0)
        close m
        assert read(s).eof
        fails(EIO) { write s, 'x' }
        """);
    assertThat(shell.complaint("(m, s) = openpty(); close s; read m"))
        .contains("no process has the slave");
  }

  @Test
  void eachSideIsTheOthersPeer(Shell shell) {
    shell.run("(m, s) = openpty(); (m2, s2) = openpty(); name = ptsname(m)");
    String master = shell.run("m.number").toString();
    String slave = shell.run("s.number").toString();
    assertThat(shell.rendered("m")).contains("pty master  slave /dev/pts/");
    assertThat(shell.rendered("inspect m"))
        .contains("pty master  /dev/ptmx  slave /dev/pts/")
        .containsPattern("peer +fd " + slave + " s(,|\n|$)");
    assertThat(shell.rendered("inspect s")).containsPattern("peer +fd " + master + " m(,|\n|$)");
    shell.run("p = spawn 'cat', fds: [0: s, 1: s, 2: s]; close s");
    assertThat(shell.rendered("inspect m")).containsPattern("peer +fd 0 of cat \\d+");
    shell.run("write m, '\\4'; assert p.wait(30.s).exit == 0");
  }

  @Test
  void aProgramBelievesIt(Shell shell) {
    Tools.need("python3");
    shell.run(
        """
        (m, s) = openpty()
        p = spawn 'python3', '-q', '-i', fds: [0: s, 1: s, 2: s],
            env: [TERM: 'dumb', PYTHONSTARTUP: null]
        close s
        until m, '>>> '
        write m, 'import os; print(6 * 7, os.isatty(0), os.ttyname(1))\\n'
        assert until(m, '>>> ').contains("42 True ${ptsname(m)}")
        write m, '\\4'
        assert p.wait(30.s).exit == 0
        """);
  }

  @Test
  void aChildOpensItsOwn(Shell shell) {
    shell.run(
        """
        c = fork()
        assert c { (m, s) = openpty(); write m, 'x\\n'; read(s).text == 'x\\n' }
        c.close()
        """);
  }
}

package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole number means the same whatever type it was computed in. */
@OnShell
class NumberWidthTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fds(getpid() as long).size() == fds(getpid()).size()",
        "poll([r.number as long], timeout: 0).isEmpty()",
        "select(read: [r.number as short], timeout: 0).read.isEmpty()",
        "sameFile(r.number as long, r.number as BigInteger)",
        "holders(r.number as long).size() == holders(r).size()",
        "locks(r.number as byte).isEmpty()",
        "sigprocmask(SIG_UNBLOCK, [12L]).isEmpty()",
        "sendmsg(a, 'x', fds: [r.number as long]) == 1",
        "write(w.number as long, [65L, 66G]) == 2",
        "pack('<qQ', 1L << 40, 1G << 63).size() == 16",
      })
  void isTakenAsAnInt(String code, Shell shell) {
    shell.run("(r, w) = pipe(); (a, b) = socketpair()");
    assertThat(shell.run(code)).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fds 1L << 40", "poll([1G << 70], timeout: 0)", "a = []; a << a; poll a"})
  void otherNumbersAreSaid(String code, Shell shell) {
    assertThat(shell.complaint(code)).contains("expected", "given");
  }
}

package ipcsh.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** What the kernel refuses, as far as a process that is not restricted can tell. */
@OnShell
class RestrictionsTest {
  private static final String USER = "Name:\tjava\nCapEff:\t0000000000000000\n";
  private static final String TRACER = "Name:\tjava\nCapEff:\t0000000000080000\n";

  @Test
  void nothingIsRefusedWithoutAFilter(Shell shell) {
    Restrictions restrictions = new Restrictions(shell.context().kernel().home());
    assertThat(shell.context().withOwnTable(restrictions::find)).isEmpty();
  }

  @Test
  void yamaRefusesFromItsSecondStageOnWithoutTheCapability() {
    assertThat(Restrictions.ofYama("", USER)).isNull();
    assertThat(Restrictions.ofYama("0\n", USER)).isNull();
    assertThat(Restrictions.ofYama("1\n", USER)).isNull();
    assertThat(Restrictions.ofYama("2\n", TRACER)).isNull();
    assertThat(Restrictions.ofYama("2\n", USER))
        .startsWith("/proc/sys/kernel/yama/ptrace_scope is 2");
    assertThat(Restrictions.ofYama("3\n", USER)).contains("is 3: only an administrator");
  }
}

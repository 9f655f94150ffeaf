package ipcsh.why;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.why.RunningProgram.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever runs on this machine, in whatever state: it can be told of. */
@OnShell
class EverybodyTest {
  @Test
  void allProcessesCanBeToldOf(Shell shell) {
    List<Integer> all = ProcessHandle.allProcesses().map(one -> (int) one.pid()).toList();
    Told told = RunningProgram.look(shell, all);
    assertThat(told.rows()).isNotEmpty();
    assertThat(told.text()).isNotEmpty();
  }
}

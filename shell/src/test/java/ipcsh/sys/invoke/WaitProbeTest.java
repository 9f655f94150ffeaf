package ipcsh.sys.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.sys.abi.Arena;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a wait for a condition can be ended by a signal is found out, and said truly. */
class WaitProbeTest {
  @BeforeEach
  void elsewhereNoneIs() {
    Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"), "x86-64");
  }

  @Test
  void theCLibraryOfThisMachineLeavesSuchAWait() {
    InterruptSignal interrupts = new InterruptSignal(new Arena());
    assertThat(interrupts.endsWaits()).isTrue();
    assertThat(WaitProbe.succeeds(interrupts::signal)).isTrue();
  }

  @Test
  void aWaitThatNoSignalEndsIsFoundOut() {
    assertThat(WaitProbe.succeeds(thread -> {})).isFalse();
  }
}

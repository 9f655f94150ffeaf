package ipcsh.sys.function;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.MemoryConstants;
import ipcsh.sys.abi.PthreadLayout;
import ipcsh.sys.invoke.MachineCode;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the quick look at a condition variable lets pass, the whole state lets pass as well. */
class CondStateTest {
  private static final int LENGTH = 4096;

  private final Sys sys = new Kernel().sys();
  private final Memory memory = sys.memory();
  private long cond;

  @BeforeEach
  void thereAreAccessesWithoutCalls() {
    Wait.until(
        Wait.LONG,
        "accesses",
        () -> {
          for (int i = 0; i < 1000; i++) {
            sys.processes().getpid();
          }
          return MachineCode.access() != null;
        });
    cond =
        memory.mmap(LENGTH, 3, MemoryConstants.MAP_PRIVATE | MemoryConstants.MAP_ANONYMOUS, -1, 0);
  }

  @AfterEach
  void unmap() {
    memory.munmap(cond, LENGTH);
  }

  private boolean isReady(boolean toWake) {
    return CondState.isReady(MachineCode.access(), cond, toWake);
  }

  @Test
  void nothingIsInTheWayOfANewOneOrOneWithAWaiter() {
    assertThat(isReady(false)).isTrue();
    assertThat(isReady(true)).isTrue();

    memory.putInt(cond + PthreadLayout.COND_WAITERS, 1 << PthreadLayout.COND_WAITERS_SHIFT);
    memory.putInt(cond + PthreadLayout.COND_REFERENCES, 2);
    memory.putLong(cond + PthreadLayout.COND_SEQUENCE, 2);
    assertThat(isReady(false)).isTrue();
    assertThat(isReady(true)).isTrue();
  }

  @Test
  void anythingElseIsLeftToTheWholeState() {
    Random random = new Random(7);
    int ready = 0;
    for (int i = 0; i < 200_000; i++) {
      for (int at = 0; at < Pthreads.COND_SIZE; at += Integer.BYTES) {
        // mostly small numbers, as in those that exist
        memory.putInt(cond + at, random.nextInt() >>> random.nextInt(Integer.SIZE));
      }
      CondState whole = CondState.read(memory, cond);
      boolean waits = isReady(false);
      boolean wakes = isReady(true);
      if (waits) {
        assertThat(whole.isPossible() && !whole.isLocked()).isTrue();
      }
      if (wakes) {
        assertThat(whole.isPossible() && !whole.isLocked() && !whole.isBlocked()).isTrue();
        ready++;
      }
    }
    assertThat(ready).isPositive();
  }

  @Test
  void whatIsNotMappedIsNotReady() {
    assertThat(CondState.isReady(MachineCode.access(), 64, false)).isFalse();
  }
}

package ipcsh.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The output of a program as it arrives. */
class OutputTest {
  private final Kernel kernel = new Kernel();
  private final Sys sys = kernel.home();
  private final int[] pipe = sys.pipes().pipe(0);
  private Output output;

  @AfterEach
  void closes() {
    sys.files().close(pipe[0]);
    sys.files().close(pipe[1]);
    kernel.leaveThread();
  }

  private ChildMonitor.Watched watched(Consumer<String> live) {
    output = new Output("out", (text, name, arguments) -> null, live);
    return output.from(pipe[0]);
  }

  @Test
  void aLineIsShownBeforeItCanBeRead() {
    List<String> shown = new ArrayList<>();
    ChildMonitor.Watched watched =
        watched(
            line -> {
              shown.add(line);
              assertThat(output.getSoFar()).isEmpty();
            });
    sys.files().write(pipe[1], "one\ntwo\n".getBytes());
    assertThat(watched.ready(sys)).isTrue();
    assertThat(shown).containsExactly("one", "two");
    assertThat(output.readLine()).isEqualTo("one");
    assertThat(output.readLine()).isEqualTo("two");
  }

  @Test
  void aLineThatCouldNotBeShownIsKept() {
    ChildMonitor.Watched watched =
        watched(
            line -> {
              throw new SysException(Errno.EPIPE, "write");
            });
    sys.files().write(pipe[1], "one\n".getBytes());
    assertThatThrownBy(() -> watched.ready(sys)).isInstanceOf(SysException.class);
    assertThat(output.readLine()).isEqualTo("one");
  }
}

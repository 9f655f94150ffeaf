package ipcsh.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.sys.Kernel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a filter leaves out is not looked at, unless it belongs to what is selected. */
class DescriptorFilterTest {
  private static final int FROM = 64;
  private static final int OTHER_END = 100;
  private static final int SAME = 101;
  private static final int UNRELATED = 102;

  /** Opens a pipe as 3 and 100, the same read end as 101, and a device as 102. */
  private static final String PROGRAM =
      """
      import fcntl, os, sys
      os.closerange(3, 64)
      r, w = os.pipe()
      full = os.open('/dev/full', os.O_RDONLY)
      for one, number in (w, 100), (r, 101), (full, 102):
          os.dup2(one, number, inheritable=False)
      os.close(w)
      os.close(full)
      print('ready', flush=True)
      sys.stdin.read()
      """;

  private static final DescriptorFilter LOW =
      DescriptorFilter.by(
          (number, link, closesOnExec) -> number < FROM || !closesOnExec.getAsBoolean());

  @TempDir Path directory;

  @Test
  void otherEndAndDuplicateAreFoundAmongWhatIsLeftOut() {
    try (Running program = Tools.python(directory, PROGRAM).awaitOutput("ready")) {
      int pid = (int) program.pid();
      Inspector inspector = new Inspector(new Kernel().home());
      Snapshot snapshot = inspector.look(Map.of(pid, LOW));
      assertThat(snapshot.processes().get(0).descriptors())
          .extracting(DescriptorSnapshot::number)
          .contains(3)
          .doesNotContain(OTHER_END, SAME, UNRELATED);
      OpenFileDescription reading = snapshot.file(new Holder(pid, 3));
      assertThat(reading.holders()).containsExactly(new Holder(pid, 3), new Holder(pid, SAME));
      assertThat(snapshot.peers(reading)).containsExactly(new Holder(pid, OTHER_END));
      assertThat(snapshot.file(new Holder(pid, UNRELATED))).isNull();
      assertThat(inspector.look(Map.of(pid, Inspector.ALL)).file(new Holder(pid, UNRELATED)))
          .isNotNull();
    }
  }
}

package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  @TempDir Path directory;

  private Path path() {
    return directory.resolve("state/ipcsh/history");
  }

  @Test
  void entriesComeBackAsTheyWere() throws Exception {
    List<String> entries = List.of("fds", "a {\n  b\n}", "x = 'a\\nb'", "\\", "öl");
    HistoryFile file = new HistoryFile(path());
    for (String entry : entries) {
      file.append(entry);
    }
    assertThat(new HistoryFile(path()).read()).isEqualTo(entries);
  }

  @Test
  void noOtherMayReadIt() throws Exception {
    new HistoryFile(path()).append("secret");
    assertThat(mode(path())).isEqualTo("rw-------");
    assertThat(mode(path().getParent())).isEqualTo("rwx------");
  }

  @Test
  void whatOthersMayReadIsOursAloneAgain() throws Exception {
    HistoryFile file = new HistoryFile(path());
    file.append("a secret");
    for (String mode : List.of("rw-r--r--", "rw-rw-rw-", "rwxrwxrwx")) {
      Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(mode));
      assertThat(file.read()).isNotEmpty();
      assertThat(mode(path())).isEqualTo("rw-------");
      Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(mode));
      file.append("more");
      assertThat(mode(path())).isEqualTo("rw-------");
    }
  }

  @Test
  void aDeviceInItsPlaceKeepsItsMode() throws Exception {
    String before = mode(Path.of("/dev/null"));
    new HistoryFile(Path.of("/dev/null")).append("x");
    assertThat(mode(Path.of("/dev/null"))).isEqualTo(before);
  }

  @Test
  void whatATerminalWouldObeyIsNotOfferedAgain() throws Exception {
    new HistoryFile(path()).append("good");
    Files.writeString(path(), "a\u009b31m\nb\u202e\nc\u001b[2J\n1+1\n", StandardOpenOption.APPEND);
    assertThat(new HistoryFile(path()).read()).containsExactly("good", "1+1");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void writersAtOnceLoseNothing() throws Exception {
    int entries = 100;
    List<Thread> writers = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Thread writer = new Thread(() -> appendAll(name, entries));
      writer.start();
      writers.add(writer);
    }
    for (Thread writer : writers) {
      writer.join();
    }
    List<String> all = new HistoryFile(path()).read();
    assertThat(all).hasSize(3 * entries);
    assertThat(all.stream().filter(e -> e.startsWith("b")).toList())
        .isEqualTo(IntStream.range(0, entries).mapToObj(i -> "b\n" + i).toList());
  }

  private void appendAll(String name, int entries) {
    try {
      for (int i = 0; i < entries; i++) {
        new HistoryFile(path()).append(name + "\n" + i);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aLargeOneIsShortenedInAnotherFileOfTheSameMode() throws Exception {
    HistoryFile file = new HistoryFile(path());
    file.append("first");
    Path link = Files.createLink(path().resolveSibling("before"), path());
    Files.writeString(path(), ("x".repeat(999) + "\n").repeat(2100), StandardOpenOption.APPEND);
    file.append("last");
    List<String> kept = file.read();
    assertThat(kept).hasSizeBetween(900, 1100).endsWith("last").doesNotContain("first");
    assertThat(mode(path())).isEqualTo("rw-------");
    // if killed meanwhile, the old file would have remained complete
    assertThat(Files.size(link)).isGreaterThan(2_000_000);
    file.append("next");
    assertThat(file.read()).endsWith("last", "next");
  }

  @Test
  void garbageIsPassedOver() throws Exception {
    new HistoryFile(path()).append("before");
    byte[] garbage = {0, 1, (byte) 0xff, 27, '[', 'A', '\n', (byte) 0xc3, '\n', '\n'};
    Files.write(path(), garbage, java.nio.file.StandardOpenOption.APPEND);
    new HistoryFile(path()).append("after");
    assertThat(new HistoryFile(path()).read()).containsExactly("before", "after");
  }

  @Test
  void aFileThatCannotBeReadDoesNotStopTheShell() throws Exception {
    Files.createDirectories(path());
    SharedHistory history = new SharedHistory(path(), () -> 100);
    history.load();
    history.add(java.time.Instant.now(), "fds");
    assertThat(history.typed()).containsExactly("fds");
  }

  @Test
  void aLargeFileKeepsItsNewerEntries() throws Exception {
    new HistoryFile(path()).append("oldest");
    String filler = "x".repeat(999) + "\n";
    Files.writeString(
        path(), filler.repeat(2_100) + "newest\n", java.nio.file.StandardOpenOption.APPEND);
    List<String> read = new HistoryFile(path()).read();
    assertThat(read.get(read.size() - 1)).isEqualTo("newest");
    assertThat(read).doesNotContain("oldest");
    assertThat(Files.size(path())).isLessThan(1_100_000);
  }
}

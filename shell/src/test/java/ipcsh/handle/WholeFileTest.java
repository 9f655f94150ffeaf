package ipcsh.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is written completely or not at all. */
class WholeFileTest {
  @TempDir Path directory;

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @AfterEach
  void nothingIsLeftAside() throws IOException {
    assertThat(names()).noneMatch(name -> name.startsWith(".ipcsh-"));
  }

  @Test
  void oldOneStaysUntilTheNewOneIsFinished() throws IOException {
    Path file = Files.writeString(directory.resolve("x"), "old");
    try (WholeFile out = WholeFile.begin(file)) {
      out.write("new".getBytes());
      assertThat(file).hasContent("old");
      out.finish();
    }
    assertThat(file).hasContent("new");
  }

  @Test
  void oneThatIsNotFinishedHasNeverBeen() throws IOException {
    try (WholeFile out = WholeFile.begin(directory.resolve("x"))) {
      out.write("new".getBytes());
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void linkGoesOnToLeadThereAndModeStays() throws IOException {
    Path file = Files.writeString(directory.resolve("x"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("x"));
    Path first = Files.createSymbolicLink(directory.resolve("first"), second);
    WholeFile.write(first, "new");
    assertThat(first).isSymbolicLink();
    assertThat(second).isSymbolicLink();
    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void linkThatLeadsToNothingGetsAFile() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("there"));
    WholeFile.write(link, "new");
    assertThat(directory.resolve("there")).hasContent("new");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void failureNamesTheFileAndTheReason() throws IOException {
    Files.createSymbolicLink(directory.resolve("ring"), Path.of("ring"));
    assertThatThrownBy(() -> WholeFile.write(directory.resolve("no/x"), ""))
        .hasMessage(directory + "/no/x: cannot be written (no such directory)");
    assertThatThrownBy(() -> WholeFile.write(directory, ""))
        .hasMessage(directory + ": cannot be written (is a directory)");
    assertThatThrownBy(() -> WholeFile.write(directory.resolve("ring"), ""))
        .hasMessage(
            directory + "/ring: cannot be written (the symbolic link leads back to itself)");
    assertThatThrownBy(() -> WholeFile.write(Path.of("/dev/full"), "x"))
        .hasMessage("/dev/full: cannot be written (No space left on device)");
  }
}

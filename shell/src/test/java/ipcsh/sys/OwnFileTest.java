package ipcsh.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that the shell writes for its own purposes, replacing an existing one. */
class OwnFileTest {
  @TempDir Path directory;
  private Path old;

  @BeforeEach
  void anOldOne() throws Exception {
    old = Files.writeString(directory.resolve("x.cast"), "old");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r-----"));
  }

  private long files() throws Exception {
    try (Stream<Path> all = Files.list(directory)) {
      return all.count();
    }
  }

  @Test
  void theOldOneStaysUntilSomethingIsWritten() throws Exception {
    OwnFile file = OwnFile.make(new Kernel().home(), old.toString(), true);
    assertThat(old).hasContent("old");
    file.close();
    assertThat(old).hasContent("old");
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void thenTheNewOneHasItsPlaceAndItsMode() throws Exception {
    try (OwnFile file = OwnFile.make(new Kernel().home(), old.toString(), true)) {
      file.write("new".getBytes(StandardCharsets.UTF_8));
      assertThat(old).hasContent("new");
      file.write("er".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(old).hasContent("newer");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
        .isEqualTo("rw-r-----");
    assertThat(files()).isEqualTo(1);
  }
}

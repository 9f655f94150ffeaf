package ipcsh.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedFileTest {
  @TempDir Path directory;

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void onlyTheUserCanReadItAndItsDirectory() throws IOException {
    Path file = directory.resolve("cache").resolve("x");
    assertThat(CheckedFile.write(file, new byte[] {1, 2})).isTrue();
    assertThat(CheckedFile.write(file, new byte[] {3})).isTrue();
    assertThat(CheckedFile.read(file)).containsExactly(3);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.getParent())).isEqualTo("rwx------");
    assertThat(file.getParent()).isDirectoryContaining(file::equals);
    assertThat(file.getParent().toFile().list()).hasSize(1);
  }

  @Test
  void damagedOneIsMissing() throws IOException {
    Path file = directory.resolve("x");
    assertThat(CheckedFile.read(file)).isNull();
    CheckedFile.write(file, new byte[] {1, 2, 3, 4, 5});
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      assertThat(CheckedFile.read(file)).as("byte %d", i).isNull();
    }
    Files.write(file, new byte[7]);
    assertThat(CheckedFile.read(file)).isNull();
  }

  @Test
  void whereNoneCanBeWrittenThereIsNone() throws IOException {
    Path file = Files.createFile(directory.resolve("file")).resolve("x");
    assertThat(CheckedFile.write(file, new byte[1])).isFalse();
    assertThat(CheckedFile.read(file)).isNull();
  }
}

package ipcsh.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site can be written again where one was begun, and nowhere else. */
class SiteDirectoryTest {
  @TempDir Path directory;

  @Test
  void siteThatWasNotFinishedIsWrittenAgain() throws IOException {
    SiteDirectory.of(directory).write("lessons/one.html", "1");
    SiteDirectory again = SiteDirectory.of(directory);
    again.write("lessons/one.html", "two");
    assertThat(directory.resolve("lessons/one.html")).content().isEqualTo("two");
    assertThat(again).hasToString("1 file, 0.0 MB");
  }

  @Test
  void directoriesWithoutFilesAreEmpty() throws IOException {
    Files.createDirectories(directory.resolve("lessons/deep"));
    SiteDirectory.of(directory).write("index.html", "1");
    assertThat(directory.resolve("index.html")).exists();
  }

  @Test
  void filesOfOthersAreKept() throws IOException {
    Files.createDirectory(directory.resolve("docs"));
    Files.writeString(directory.resolve("docs/mine.txt"), "mine");
    assertThatThrownBy(() -> SiteDirectory.of(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("contains files that are not those of a site");
  }
}

package ipcsh.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.record.Export;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of the documentation are the exports of the recordings next to them; {@code
 * -Dpictures.update} creates them.
 */
class PicturesTest {
  private static final Path DIRECTORY = Path.of("docs");

  @TempDir Path directory;

  @Test
  void thePicturesAreMadeOfTheirRecordings() throws Exception {
    List<Path> recordings;
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      recordings = files.filter(file -> file.toString().endsWith(".cast")).sorted().toList();
    }
    assertThat(recordings).isNotEmpty();
    for (Path recording : recordings) {
      String name = recording.getFileName().toString().replace(".cast", ".svg");
      Path made = directory.resolve(name);
      Export.of(made.toString(), null, null, null).of(recording);
      if (System.getProperty("pictures.update") != null) {
        Files.copy(made, DIRECTORY.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      assertThat(DIRECTORY.resolve(name)).hasSameTextualContentAs(made);
    }
  }
}

package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stored transcript, read and written again, is the same. */
class TranscriptReaderTest {
  static List<Path> stored() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String directory : List.of("scripts/lessons", "scripts/demos")) {
      try (Stream<Path> files = Files.list(Checkout.file(directory))) {
        files.filter(file -> file.toString().endsWith(".expected")).sorted().forEach(all::add);
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("stored")
  void isTheSameAgain(Path file) throws IOException {
    List<Transcript.Line> lines = new ArrayList<>();
    String text = Files.readString(file);
    TranscriptReader.show(text, Transcript.into(lines));
    assertThat(lines.stream().map(Transcript.Line::text).toList()).isEqualTo(text.lines().toList());
  }
}

package ipcsh.record;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large recordings are exported with little memory. {@code -Dcast.megabytes=50} tries one of that
 * size.
 */
class LargeCastIT {
  private static final int MEGABYTES = Integer.getInteger("cast.megabytes", 8);
  private static final Duration BOUND = Duration.ofMinutes(5);

  @TempDir Path directory;

  private Path cast(int megabytes) throws IOException {
    Path file = directory.resolve("large.cast");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"version\": 3, \"term\": {\"cols\": 80, \"rows\": 24}}\n");
      String text = "x".repeat(70);
      for (long size = 0, i = 0; size < (long) megabytes << 20; i++) {
        String line = "[0.01, \"o\", \"" + i + " " + text + "\\r\\n\"]\n";
        out.write(line);
        size += line.length();
      }
    }
    return file;
  }

  private Outcome export(Path cast, String to, String memory) {
    Tools.needs(Files.exists(Path.of("target/ipcsh.jar")), "the program is not packaged");
    return Running.start(
            List.of(Program.launcher(), "export", cast.toString(), to),
            directory,
            Map.of("IPCSH_JAVA_OPTS", memory))
        .outcome(BOUND);
  }

  @Test
  void theMemoryDoesNotGrowWithTheRecording() throws IOException {
    Path cast = cast(MEGABYTES);
    for (String to : List.of("x.md", "x.html")) {
      Outcome outcome = export(cast, to, "-Xmx48m");
      assertThat(outcome.err()).as(to).doesNotContain("Exception", "OutOfMemory");
      assertThat(outcome.status()).as(to).isZero();
    }
    long lines = Files.size(cast) / 96;
    assertThat(Files.size(directory.resolve("x.html")))
        .isBetween(Files.size(cast) / 2, Files.size(cast) * 2);
    assertThat(Files.lines(directory.resolve("x.md")).count()).isGreaterThan(lines);
  }

  /**
   * The size of a picture is proportional to what is drawn: no line is drawn again because of its
   * surroundings.
   */
  @Test
  void aPictureGrowsAsTheRecordingDoes() throws IOException {
    Path small = directory.resolve("small.cast");
    String head = "{\"version\": 3, \"term\": {\"cols\": 40, \"rows\": 5}}\n";
    long[] sizes = new long[2];
    for (int i = 0; i < 2; i++) {
      StringBuilder text = new StringBuilder(head);
      for (int k = 0; k < 1000 << i; k++) {
        text.append("[0.01, \"o\", \"line ").append(k).append("\\r\\n\"]\n");
      }
      Files.writeString(small, text);
      assertThat(export(small, "x.svg", "-Xmx96m")).isEqualTo(new Outcome("", "", 0));
      sizes[i] = Files.size(directory.resolve("x.svg"));
    }
    assertThat(sizes[1]).isLessThan(3 * sizes[0]);
  }

  /** A cell keeps a limited number of combining characters. */
  @Test
  void aCellIsBounded() throws IOException {
    Path cast = directory.resolve("combining.cast");
    Files.writeString(
        cast,
        "{\"version\": 3, \"term\": {\"cols\": 40, \"rows\": 5}}\n[0, \"o\", \"a"
            + "\u0301".repeat(20_000)
            + "b\"]\n");
    assertThat(export(cast, "x.svg", "-Xmx96m")).isEqualTo(new Outcome("", "", 0));
    String svg = Files.readString(directory.resolve("x.svg"));
    assertThat(svg.chars().filter(c -> c == '\u0301').count()).isBetween(1L, 100L);
    assertThat(svg).contains("b");
  }

  @Test
  void whatIsNoRegularFileIsRefused() {
    for (String file : List.of("/dev/zero", "/dev/null", directory.toString())) {
      Outcome outcome = export(Path.of(file), "x.md", "-Xmx96m");
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err()).contains(file + ": cannot be read (is ").hasLineCount(1);
    }
    Outcome fifo = Tools.run(directory, "mkfifo", "fifo");
    assertThat(fifo.status()).isZero();
    assertThat(export(directory.resolve("fifo"), "x.md", "-Xmx96m").err())
        .contains("fifo: cannot be read (is not a regular file)");
  }
}

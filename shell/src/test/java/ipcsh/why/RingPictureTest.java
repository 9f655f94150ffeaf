package ipcsh.why;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ring of waits of programs in C is marked in the picture, with every object that is in it. */
@OnShell
class RingPictureTest {
  /** Boxes in the colour of a ring: processes, and what they wait for. */
  private static final Pattern TITLE =
      Pattern.compile("<path class=\"ring\"[^>]*/>\\s*<text [^>]*class=\"title\">");

  @TempDir static Path programs;
  @TempDir Path folder;

  @BeforeAll
  static void compile() {
    for (String source : List.of("streams", "locks")) {
      Tools.compile(
          programs, Path.of("src/test/resources/c/why", source + ".c").toAbsolutePath(), source);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "locks, semaphores-order, 2, semaphore, sem_wait",
    "locks, mutexes-order, 2, mutex, pthread_mutex_lock",
    "locks, threads-order, 1, mutex, pthread_mutex_lock",
    "locks, flocks-order, 2, file, flock",
    "streams, both-write-pipes, 2, pipe, write",
  })
  void everyObjectIsMarked(
      String program, String mode, int processes, String kind, String call, Shell shell)
      throws Exception {
    try (RunningProgram running = RunningProgram.start(folder, programs.resolve(program), mode)) {
      Wait.until(
          Wait.LONG,
          running::output,
          () -> shell.run("why(" + running.pid() + ").toString()").toString().contains("deadlock"));
      String text = shell.rendered("d = draw(why(" + running.pid() + "))");
      assertThat(text.lines().filter(line -> line.contains("◆ " + call))).as(text).hasSize(2);
      assertThat(text.lines().filter(line -> line.contains("╭─ " + kind + " "))).hasSize(2);
      Path picture = folder.resolve("ring.svg");
      shell.run("draw(d, '" + picture + "')");
      String svg = Files.readString(picture);
      assertThat(TITLE.matcher(svg).results().count()).as(text).isEqualTo(processes + 2);
    }
  }
}

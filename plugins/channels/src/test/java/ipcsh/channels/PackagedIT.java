package ipcsh.channels;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, in the shell started by its launcher. */
class PackagedIT {
  private static final Path LAUNCHER = Path.of("../../shell/ipcsh").toAbsolutePath().normalize();
  private static final Path LESSON =
      Path.of("../../scripts/lessons/49-channels.groovy").toAbsolutePath().normalize();
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static Outcome ipcsh(Path directory, String... arguments) {
    List<String> command =
        Stream.concat(Stream.of(LAUNCHER.toString()), Stream.of(arguments)).toList();
    return Running.start(command, directory, Map.of()).outcome(BOUND);
  }

  @BeforeAll
  static void makeStartUpCache(@TempDir Path directory) {
    ipcsh(directory, "--version");
  }

  @Test
  void lessonHolds(@TempDir Path directory) {
    Outcome outcome = ipcsh(directory, LESSON.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void lessonIsAsItIsWritten(@TempDir Path directory) {
    Outcome outcome = ipcsh(directory, "replay", LESSON.toString(), "--verify");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("49-channels.groovy: as expected");
  }

  @Test
  void librariesTakeNoNumber(@TempDir Path directory) {
    String code = "(a, b) = socketpair(); c = channel a; [a, b, socket()]*.number";
    Outcome outcome = ipcsh(directory, "-e", code);
    assertThat(outcome.out()).isEqualTo("[3, 4, 5]\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void librariesAreLoadedWithTheFirstChannel(@TempDir Path directory) throws IOException {
    assertThat(loaded(directory, "(a, b) = socketpair(); send a, 'x'; help channel")).isEmpty();
    assertThat(loaded(directory, "(a, b) = socketpair(); channel a"))
        .anyMatch(line -> line.contains(" jnr.unixsocket.AdoptedSocketChannel "));
  }

  /**
   * The loaded classes, of those that the session's thread loads: the thread on which the libraries
   * start has no file to log to.
   */
  private static List<String> loaded(Path directory, String code) throws IOException {
    Path logs = Files.createTempDirectory(directory, "logs");
    Map<String, String> log = Map.of("IPCSH_JAVA_OPTS", "-Xlog:class+load:file=" + logs + "/%p");
    Outcome outcome =
        Running.start(List.of(LAUNCHER.toString(), "-e", code), directory, log).outcome(BOUND);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        all.addAll(Files.readAllLines(file));
      }
    }
    assertThat(all).anyMatch(line -> line.contains(" ipcsh.channels.ChannelCommands "));
    return all.stream().filter(line -> line.contains(" jnr.")).toList();
  }

  @Test
  void jarHasTheLibrariesThatTheShellLacks() throws IOException {
    try (JarFile jar = new JarFile("target/channels.jar")) {
      assertThat(jar.getEntry("jnr/unixsocket/UnixSocketChannel.class")).isNotNull();
      assertThat(jar.getEntry("jnr/enxio/channels/PollSelector.class")).isNotNull();
      assertThat(jar.getEntry("jnr/ffi/Pointer.class")).isNull();
      assertThat(jar.getEntry("com/kenai/jffi/Invoker.class")).isNull();
      assertThat(jar.getEntry("META-INF/licenses/jnr.txt")).isNotNull();
    }
  }
}

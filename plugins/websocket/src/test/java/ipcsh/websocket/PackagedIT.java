package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final Duration BOUND = Wait.LONG;

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
  void acceptorPassesALiveConnectionToAWorker(@TempDir Path directory) {
    Path script = Path.of("src/test/resources/hand-over.groovy").toAbsolutePath();
    Outcome outcome = ipcsh(directory, script.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void connectionsTakeTheLowestNumbersAndTheLibraryNone(@TempDir Path directory) {
    String code =
        "(a, b) = socketpair(); j = bg { wsaccept b }; c = wsconnect a; s = j.get(); "
            + "wssend c, 'x'; wsrecv s; [a, b, socket()]*.number";
    Outcome outcome = ipcsh(directory, "-e", code);
    assertThat(outcome.out()).isEqualTo("[3, 4, 5]\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void jarHasTheLibraryAndTheLicences() throws IOException {
    try (JarFile jar = new JarFile("target/websocket.jar")) {
      assertThat(jar.getEntry("org/java_websocket/drafts/Draft_6455.class")).isNotNull();
      assertThat(jar.getEntry("org/slf4j/nop/NOPServiceProvider.class")).isNotNull();
      assertThat(text(jar, "META-INF/licenses/Java-WebSocket.txt")).contains("Nathan Rajlich");
      assertThat(text(jar, "META-INF/LICENSE.txt")).contains("QOS.ch");
    }
  }

  private static String text(JarFile jar, String entry) throws IOException {
    return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes());
  }
}

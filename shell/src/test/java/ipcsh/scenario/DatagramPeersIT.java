package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of the datagram example, each against a C program and against Python. */
class DatagramPeersIT {
  private static final Duration BOUND = Wait.LONG;
  private static final String SERVER = script("peers/datagram-server.groovy");
  private static final String CLIENT = script("peers/datagram-client.groovy");

  private static final String PYTHON_SERVER =
      """
      import os, socket
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind('serv-dom-sock')
      for n in range(1, 4):
          text, peer = s.recvfrom(3)
          s.sendto(b'[%d](%s)' % (n, text), peer)
      os.unlink('serv-dom-sock')
      """;

  private static final String PYTHON_CLIENT =
      """
      import os, socket
      name = 'clnt-dom-sock.%d' % os.getpid()
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(name)
      for i in range(3):
          s.sendto(b'ABCDE', 'serv-dom-sock')
      for i in range(3):
          print(s.recv(100).decode())
      os.unlink(name)
      """;

  @TempDir Path directory;

  @AfterEach
  void leavesNoName() {
    assertThat(directory.toFile().list((dir, name) -> name.contains("-dom-sock"))).isEmpty();
  }

  private static String script(String name) {
    return Path.of("../scripts", name).toAbsolutePath().normalize().toString();
  }

  @Test
  void theServerAnswersCClients() {
    Path client = Tools.compile(directory, "datagram_client.c");
    assertThat(serverAnswers(List.of(client.toString(), "ABCDE", "3")))
        .containsExactly("[1](ABC)", "[2](ABC)", "[3](ABC)");
  }

  @Test
  void theServerAnswersPythonClients() {
    Tools.need("python3");
    assertThat(serverAnswers(List.of("python3", "-c", PYTHON_CLIENT)))
        .containsExactly("[1](ABC)", "[2](ABC)", "[3](ABC)");
  }

  private List<String> serverAnswers(List<String> client) {
    try (Running server = Program.start(directory, SERVER, "3")) {
      awaitName();
      Outcome answers = Running.start(client, directory, Map.of()).outcome(BOUND);
      assertThat(answers.err()).isEmpty();
      Outcome outcome = server.outcome(BOUND);
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.status()).isZero();
      return answers.lines();
    }
  }

  private void awaitName() {
    Path name = directory.resolve("serv-dom-sock");
    Wait.until(BOUND, "the server's name", () -> Files.exists(name));
  }

  @Test
  void theClientTalksToACServer() {
    Path server = Tools.compile(directory, "datagram_server.c");
    assertThat(clientHears(List.of(server.toString(), "3")))
        .containsExactly("[1](ABC)", "[2](ABC)", "[3](ABC)");
  }

  @Test
  void theClientTalksToAPythonServer() {
    Tools.need("python3");
    assertThat(clientHears(List.of("python3", "-c", PYTHON_SERVER)))
        .containsExactly("[1](ABC)", "[2](ABC)", "[3](ABC)");
  }

  private List<String> clientHears(List<String> server) {
    try (Running running = Running.start(server, directory, Map.of())) {
      awaitName();
      Outcome outcome = Program.run(directory, CLIENT, "ABCDE", "3");
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.status()).isZero();
      assertThat(running.outcome(BOUND).status()).isZero();
      return outcome.lines();
    }
  }

  @Test
  void aServerThatIsKilledLeavesANameThatTheNextOneTakes() {
    Running first = Program.start(directory, SERVER);
    awaitName();
    first.close();
    Path name = directory.resolve("serv-dom-sock");
    Object stale = inode(name);
    try (Running second = Program.start(directory, SERVER, "1")) {
      Wait.until(BOUND, "a new name", () -> Files.exists(name) && !stale.equals(inode(name)));
      Outcome client = Program.run(directory, CLIENT, "xyz", "1");
      assertThat(client.lines()).containsExactly("[1](xyz)");
      assertThat(second.outcome(BOUND).status()).isZero();
    }
  }

  private static Object inode(Path name) {
    try {
      return Files.getAttribute(name, "unix:ctime") + " " + Files.getAttribute(name, "unix:ino");
    } catch (IOException gone) {
      return "gone";
    }
  }
}

package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The other side of a test in Python, which writes frames by hand ({@code peer.py}), connected over
 * TCP to the shell's {@code l}. If the shell's side is a WebSocket, it is {@code ws}.
 */
final class Peer implements AutoCloseable {
  private static final Duration BOUND = Wait.LONG;

  private final Running python;

  private Peer(Running python) {
    this.python = python;
  }

  /** Runs the program with a shell that listens. */
  static Peer start(Shell shell, String program) throws IOException {
    Tools.need("python3");
    shell.run("l = socket AF_INET; bind l, '127.0.0.1:0'; listen l");
    Object address = shell.run("getsockname l");
    Peer peer = new Peer(Tools.python(shell.directory(), library() + program, address.toString()));
    shell.run("c = accept l, timeout: 60.s");
    return peer;
  }

  /** The same with the handshake done on both sides. */
  static Peer open(Shell shell, String program) throws IOException {
    Peer peer = start(shell, "opened()\n" + program);
    shell.run("ws = wsaccept c, timeout: 60.s");
    return peer;
  }

  private static String library() throws IOException {
    try (InputStream in = Peer.class.getResourceAsStream("/peer.py")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Lets a program continue that is in {@code wait()}. */
  void goOn() {
    python.type("");
  }

  /** Waits until it has printed this. */
  void awaitOutput(String text) {
    python.awaitOutput(text);
  }

  /** Waits for its end, which must be successful, and returns the lines that it printed. */
  List<String> lines() {
    Outcome outcome = python.outcome(BOUND);
    assertThat(outcome.err()).isEmpty();
    return outcome.lines();
  }

  @Override
  public void close() {
    python.close();
  }
}

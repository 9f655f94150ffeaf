package ipcsh.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.utils.InfoCmp.Capability;

/** A terminal without a user, on which keys are simulated, to create the start-up cache. */
public final class TrainingTerminal implements AutoCloseable {
  private static final String TYPE = "xterm-256color";
  private static final String END = "\u0004";

  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** What the line reader prints when it starts to read. */
  private static final String READING = "\u001b[?2004h";

  /** Keys for consecutive prompts; ^U discards a line. */
  private static final List<String> KEYS =
      List.of(
          "s = socket AF_UNIX, SOCK_DGR\tAM\r",
          "bind s\r",
          "(1..3).each {\rprintln \"x${it}\" // done\r}\r",
          "s.nu\t\u0015bind s, '/et\t\u0015sock\t\u0015recv s, 5, MSG_D\t\u0015\r",
          "socket 'x'\r",
          "nonsense 1\r",
          "help send\r",
          "\u001b[A\u001b[A\u0015close s\r");

  private final Path history;
  private final Terminal terminal;

  /** Opens the terminal and starts typing. */
  public TrainingTerminal() throws IOException {
    history = Files.createTempFile("ipcsh", ".history");
    Files.writeString(history, "fds\nhelp send\n");
    Pty pty = new JniTerminalProvider().open(null, new Size(100, 40));
    terminal = new SystemTerminal("rehearsal", TYPE, new RecordedPty(pty, TYPE));
    rehearseOpening();
    Thread typist = new Thread(() -> type(pty), "typist");
    typist.setDaemon(true);
    typist.start();
    Thread watch = new Thread(TrainingTerminal::endAfterAll, "watch");
    watch.setDaemon(true);
    watch.start();
  }

  /** What only a start on a terminal does. */
  private void rehearseOpening() throws IOException {
    Path file = Files.createTempFile("ipcsh", ".terminal");
    new KeptCapabilities(Set.of(), Map.of(), Map.of(Capability.bell, "x")).write(file);
    KeptCapabilities.read(file);
    Files.delete(file);
    try {
      new ExactPty(new JniTerminalProvider()).close();
    } catch (IOException | RuntimeException noTerminal) {
      // its class is loaded
    }
  }

  /** Ends the program after a time limit: an incomplete cache is better than a build that hangs. */
  private static void endAfterAll() {
    try {
      Thread.sleep(LONGEST.toMillis());
      System.exit(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The terminal. */
  public Terminal terminal() {
    return terminal;
  }

  /** The settings of most prompts. */
  public Settings settings() {
    return new Settings("ipcsh", true, false, true, history);
  }

  private static void type(Pty pty) {
    Queue<String> keys = new ArrayDeque<>(KEYS);
    byte[] buffer = new byte[4096];
    String seen = "";
    try {
      InputStream screen = pty.getMasterInput();
      OutputStream keyboard = pty.getMasterOutput();
      for (int n = screen.read(buffer); n >= 0; n = screen.read(buffer)) {
        seen += new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        if (seen.contains(READING)) {
          seen = "";
          String next = keys.isEmpty() ? END : keys.poll();
          keyboard.write(next.getBytes(StandardCharsets.UTF_8));
          keyboard.flush();
        }
      }
    } catch (IOException closed) {
      // it is closed
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(history);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package ipcsh.kit;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real program on a terminal of its own, with its history and its socket in one directory. */
public final class Prompt implements AutoCloseable {
  private static final Duration PATIENCE = Wait.LONG;

  /** How long it takes at most to read what a program has written that has ended. */
  private static final Duration DRAINED = Duration.ofSeconds(10);

  private final StringBuilder shown = new StringBuilder();
  private final PtyProcess program;
  private final Thread screen;
  private int seen;

  /** What it had written at the last look, and the same without control sequences. */
  private String raw = "";

  private String plain = "";

  /** Starts it; {@code directory} contains its files. */
  public Prompt(Path directory, String... arguments) {
    this(directory, command(arguments));
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Program.launcher()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts it on a terminal of another size. */
  public Prompt(Path directory, int columns, int rows, String... arguments) {
    this(directory, columns, rows, command(arguments));
  }

  /** Starts another command on the terminal, which starts it. */
  public Prompt(Path directory, List<String> command) {
    this(directory, 100, 30, command);
  }

  private Prompt(Path directory, int columns, int rows, List<String> command) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeAll(List.of("NO_COLOR", "TMUX"));
    environment.put("TERM", "xterm-256color");
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
    environment.put("XDG_RUNTIME_DIR", directory.toString());
    try {
      program =
          new PtyProcessBuilder(command.toArray(new String[0]))
              .setEnvironment(environment)
              .setInitialColumns(columns)
              .setInitialRows(rows)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    screen = new Thread(this::read, "screen");
    screen.setDaemon(true);
    screen.start();
  }

  private void read() {
    // a character may arrive in pieces
    char[] buffer = new char[8192];
    try (Reader in = new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (shown) {
          shown.append(buffer, 0, n);
        }
      }
    } catch (IOException closed) {
      // it has ended
    }
  }

  /** Everything that it has written so far, including control sequences. */
  public String raw() {
    synchronized (shown) {
      if (raw.length() < shown.length()) {
        raw = shown.toString();
        plain = null;
      }
      return raw;
    }
  }

  private String plain() {
    synchronized (shown) {
      String text = raw();
      if (plain == null) {
        plain = text.replaceAll("\u001b(\\[[0-9;?]*[a-zA-Z]|[=>])", "").replace("\r", "");
      }
      return plain;
    }
  }

  /** Everything that it has written to its terminal of 100 columns and 30 rows. */
  public String written() {
    synchronized (shown) {
      return shown.toString();
    }
  }

  /** Waits until this has been shown since the last wait. */
  public Prompt await(String text) {
    try {
      Wait.until(PATIENCE, text, () -> plain().indexOf(text, seen) >= 0);
    } catch (AssertionError e) {
      throw new AssertionError("waiting for <" + text + "> behind " + plain().substring(seen), e);
    }
    seen = plain().indexOf(text, seen) + text.length();
    return this;
  }

  /** Types keys. */
  public Prompt type(String keys) {
    try {
      program.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
      program.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /**
   * Presses Ctrl-C while the terminal turns it into a signal, and waits until that process has
   * received it: of two pending signals, one is lost.
   */
  public Prompt controlC(long process) {
    type("\3").await("^C");
    Signals.awaitTaken(process, Signals.INT);
    return this;
  }

  /** Types an entry and waits for its output. */
  public Prompt enter(String entry, String result) {
    return type(entry + "\r").await("\n" + result);
  }

  /** Its process ID. */
  public long pid() {
    return program.pid();
  }

  /** Waits until it is blocked in this call: {@code recvfrom(3, ...)}. */
  public Prompt awaitCall(String call) {
    Processes.awaitCall(pid(), call);
    return this;
  }

  /** Waits for its end and for all its output, and returns its status. */
  public int status() {
    try {
      if (!program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end: " + plain());
      }
      // a process that it has started may still have the terminal open
      screen.join(DRAINED.toMillis());
      return program.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    program.destroyForcibly();
    program.onExit().join();
  }
}

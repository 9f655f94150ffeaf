package ipcsh.repl;

import ipcsh.record.Recorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.DumbTerminalProvider;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.InfoCmp;
import org.jline.utils.Signals;

/** Opens the terminal of standard input and output, without JLine's probing of providers. */
public final class Terminals {
  private static final String NAME = "ipcsh";

  /**
   * Terminal types that are equivalent to types whose capabilities are built in, so that infocmp(1)
   * need not be run.
   */
  private static final Map<String, String> LIKE =
      Map.of(
          "xterm", "xterm",
          "xterm-256color", "xterm-256color",
          "screen", "screen",
          "screen-256color", "screen-256color",
          "tmux", "screen",
          "tmux-256color", "screen-256color",
          "rxvt", "rxvt",
          "rxvt-unicode-256color", "rxvt-unicode-256color");

  static {
    // box-drawing characters are ordinary characters; tmux has no alternate character set for them
    System.setProperty("org.jline.utils.disableAlternateCharset", "true");
  }

  private Terminals() {}

  /**
   * The terminal of this process; a dumb one if requested or if nothing else is possible.
   *
   * @param recorded receives the terminal's recorder, if it can be recorded
   */
  public static Terminal system(Map<String, String> environment, Consumer<Recorder> recorded)
      throws IOException {
    String type = environment.getOrDefault("TERM", "");
    if (!type.isEmpty() && !type.startsWith(Terminal.TYPE_DUMB)) {
      try {
        return open(type, recorded);
      } catch (IOException | RuntimeException | LinkageError notPossible) {
        // falls back to a dumb terminal
      }
    }
    Terminal lines = lines();
    Signals.register("INT", () -> lines.raise(Signal.INT));
    return lines;
  }

  private static Terminal open(String type, Consumer<Recorder> recorded) throws IOException {
    RecordedPty pty = new RecordedPty(new ExactPty(new JniTerminalProvider()), type);
    Terminal terminal = new SystemTerminal(NAME, type, pty);
    recorded.accept(pty.recorder());
    return terminal;
  }

  private static Terminal lines() throws IOException {
    return new DumbTerminalProvider()
        .sysTerminal(
            NAME,
            Terminal.TYPE_DUMB,
            false,
            StandardCharsets.UTF_8,
            true,
            SignalHandler.SIG_DFL,
            false,
            SystemStream.Output);
  }

  /** Whether the capabilities of a terminal type come with the program. */
  static boolean isBuiltIn(String type) {
    return LIKE.containsKey(type);
  }

  /** Makes the capabilities of a terminal type known; those of a plain one if it is unknown. */
  static void describe(String type) {
    String like = LIKE.get(type);
    if (like == null) {
      try {
        InfoCmp.getInfoCmp(type);
        return;
      } catch (IOException unknown) {
        like = "ansi";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        like = "ansi";
      }
    }
    InfoCmp.setLoadedInfoCmp(type, InfoCmp.getDefaultInfoCmp(like));
  }
}

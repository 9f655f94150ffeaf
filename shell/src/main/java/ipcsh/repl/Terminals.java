package ipcsh.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.DumbTerminalProvider;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp;
import org.jline.utils.Signals;

/** Opens the terminal that standard input and output are, without trying out what else there is. */
public final class Terminals {
  private static final String NAME = "ipcsh";

  /** Terminals that are as good as ones whose abilities need not be asked from infocmp(1). */
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

  private Terminals() {}

  /**
   * The terminal of this process; one that only prints lines where it is told so or can no more.
   */
  public static Terminal system(Map<String, String> environment) throws IOException {
    String type = environment.getOrDefault("TERM", "");
    if (!type.isEmpty() && !type.startsWith(Terminal.TYPE_DUMB)) {
      describe(type);
      try {
        return open(new JniTerminalProvider(), type);
      } catch (IOException | RuntimeException | LinkageError notPossible) {
        // then lines
      }
    }
    Terminal lines = open(new DumbTerminalProvider(), Terminal.TYPE_DUMB);
    Signals.register("INT", () -> lines.raise(Signal.INT));
    return lines;
  }

  private static Terminal open(TerminalProvider provider, String type) throws IOException {
    return provider.sysTerminal(
        NAME,
        type,
        false,
        StandardCharsets.UTF_8,
        true,
        SignalHandler.SIG_DFL,
        false,
        SystemStream.Output);
  }

  /**
   * Makes sure that the abilities of the type are known; those of a plain one where nobody can say.
   */
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

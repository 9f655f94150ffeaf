package ipcsh.repl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A prompt at which nobody sits: a terminal with typed keys, for making the start-up cache. */
public final class Rehearsal {
  /** As most prompts are. */
  public static final Settings SETTINGS = new Settings("ipcsh", true, false, true, null);

  private static final String KEYS =
      """
      s = socket AF_UNIX, SOCK_DGR\tAM\r\
      bind s\r\
      (1..3).each {\rprintln "x${it}" // done\r}\r\
      s.\t\t\u0015\
      op\t '/\t\u0015\
      socket 'x\r\
      nonsense 1\r\
      help send\r\
      \u001b[A\u001b[A\u0015\
      close s\r\
      exit\r\u0004""";

  private Rehearsal() {}

  /** The terminal. */
  public static Terminal terminal() throws IOException {
    try {
      // what a real terminal uses beside
      Class.forName("org.jline.terminal.impl.PosixSysTerminal");
      Class.forName("org.jline.utils.Signals");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    return TerminalBuilder.builder()
        .name("rehearsal")
        .system(false)
        .provider("jni")
        .type("xterm-256color")
        .size(new Size(100, 30))
        .encoding(StandardCharsets.UTF_8)
        .streams(
            new ByteArrayInputStream(KEYS.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream())
        .build();
  }
}

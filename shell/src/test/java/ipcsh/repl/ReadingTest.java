package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;

/** A failure while a line is read is reported, and the session continues. */
class ReadingTest {
  private final ByteArrayOutputStream glass = new ByteArrayOutputStream();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger read = new AtomicInteger();

  /** A terminal whose methods fail as often as {@link #failures} says. */
  private final class Terminal extends LineDisciplineTerminal {
    Terminal() throws IOException {
      super("test", "xterm", glass, StandardCharsets.UTF_8);
    }

    @Override
    public Size getSize() {
      boolean reads =
          StackWalker.getInstance()
              .walk(all -> all.anyMatch(frame -> frame.getMethodName().equals("readLine")));
      if (reads && failures.getAndDecrement() > 0) {
        read.incrementAndGet();
        throw new NoClassDefFoundError("org/jline/Part");
      }
      return new Size(80, 24);
    }
  }

  private String run(String keys) throws IOException {
    try (Sessions sessions = new Sessions();
        Terminal terminal = new Terminal()) {
      Settings settings = new Settings("A", false, false, false, null);
      var loaded = CompletableFuture.completedFuture(sessions.session);
      terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
      try (Repl repl =
          new Repl(terminal, sessions.host, settings, loaded, () -> {}, () -> {}, () -> {})) {
        assertThat(repl.run("1")).isZero();
      }
    }
    return glass.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anErrorIsSaidOnceAndTheNextLineIsRead() throws IOException {
    failures.set(1);
    assertThat(run("6 * 7\r\4"))
        .containsOnlyOnce("the line could not be read: java.lang.NoClassDefFoundError")
        .contains("42");
  }

  @Test
  void whereNoLineCanBeReadItEnds() throws IOException {
    failures.set(Integer.MAX_VALUE);
    run("");
    assertThat(read).hasValue(3);
  }
}

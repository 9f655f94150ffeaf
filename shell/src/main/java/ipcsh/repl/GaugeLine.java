package ipcsh.repl;

import ipcsh.command.Gauges;
import ipcsh.draw.Gauge;
import ipcsh.draw.TerminalColors;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * The line of gauges below the input. A thread updates it twice a second while the user types, and
 * redraws the line if it has changed; while no line is read, nothing is inspected.
 */
final class GaugeLine implements AutoCloseable {
  private static final long PAUSE = 500;
  private static final long SECOND = 1000;
  private static final String BETWEEN = "   ";
  private static final String MORE = " …";

  private final Gauges gauges;
  private final PromptReader reader;
  private final boolean color;
  private final Thread thread = new Thread(this::look, "gauges");
  private volatile List<Gauge> seen = List.of();

  /** Starts the thread. */
  GaugeLine(Gauges gauges, PromptReader reader, boolean color) {
    this.gauges = gauges;
    this.reader = reader;
    this.color = color;
    thread.setDaemon(true);
    thread.start();
  }

  private void look() {
    try {
      while (true) {
        if (reader.isReading()) {
          List<Gauge> now = seen();
          boolean isNew = !now.equals(seen);
          seen = now;
          if (isNew) {
            reader.refresh();
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException atTheEnd) {
      seen = List.of();
    } finally {
      gauges.leaveThread();
    }
  }

  /** The gauges; empty if the inspection fails. */
  private List<Gauge> seen() throws InterruptedException {
    try {
      return gauges.look();
    } catch (RuntimeException notJustNow) {
      return List.of();
    }
  }

  /** The line, truncated to the width; null if there are no gauges. */
  AttributedString at(int width) {
    List<Gauge> now = seen;
    AttributedStringBuilder line = new AttributedStringBuilder();
    for (Gauge gauge : now) {
      String text = (line.length() == 0 ? "" : BETWEEN) + gauge.inWords();
      int room = width - 1 - line.columnLength();
      AttributedString next = new AttributedString(text, style(gauge));
      if (next.columnLength() > room - MORE.length()) {
        line.append(next.columnSubSequence(0, Math.max(0, room - MORE.length()))).append(MORE);
        break;
      }
      line.append(next);
    }
    return line.length() == 0 ? null : line.toAttributedString();
  }

  private AttributedStyle style(Gauge gauge) {
    return !color
        ? AttributedStyle.DEFAULT
        : gauge.waits()
            ? AttributedStyle.DEFAULT.foreground(TerminalColors.WAITING)
            : AttributedStyle.DEFAULT.faint();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(SECOND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

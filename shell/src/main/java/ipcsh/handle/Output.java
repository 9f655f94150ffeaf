package ipcsh.handle;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * The output of a program, collected while it runs, as text. Used as a text it waits for the end;
 * it can be read line by line as it arrives. {@link ChildMonitor} reads the pipe, so that the
 * program never blocks because its output is not read.
 *
 * <p>It keeps a limited number of bytes; the number of further bytes is stated at the end of the
 * text.
 */
public final class Output implements CharSequence {
  private static final int LIMIT = 16 << 20;
  private static final int PIECE = 65536;

  /** Handles a call of a method that only Strings have; set by the language. */
  @FunctionalInterface
  public interface Methods {
    /** Calls {@code name} on the text, or throws that there is no such method. */
    Object call(String text, String name, Object[] arguments);
  }

  private final String name;
  private final Methods methods;
  private final LineSplitter live;
  private byte[] bytes = new byte[0];
  private int size;
  private long lost;
  private boolean ended;
  private int nextLine;
  private String whole;

  /**
   * Nothing yet.
   *
   * @param name what its failures call it
   * @param live receives each line as it arrives; null for none
   */
  Output(String name, Methods methods, Consumer<String> live) {
    this.name = name;
    this.methods = methods;
    this.live = live == null ? null : new LineSplitter(live);
  }

  /** The watched object that reads from a pipe, and closes it at end of file. */
  ChildMonitor.Watched from(int pipe) {
    return new ChildMonitor.Watched() {
      @Override
      public int number() {
        return pipe;
      }

      @Override
      public boolean ready(Sys sys) {
        byte[] piece = sys.files().read(pipe, PIECE);
        try {
          show(piece);
        } finally {
          keep(piece);
        }
        return piece.length > 0;
      }

      @Override
      public void unwatched(Sys sys) {
        if (live != null) {
          live.end();
        }
        end();
        InternalDescriptors.close(sys, pipe);
      }
    };
  }

  /** Before it can be read: what a script prints about a line then comes after the line. */
  private void show(byte[] piece) {
    if (live != null) {
      live.add(piece);
    }
  }

  private synchronized void keep(byte[] piece) {
    int kept = Math.min(piece.length, LIMIT - size);
    if (size + kept > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(LIMIT, Math.max(2 * bytes.length, size + kept)));
    }
    System.arraycopy(piece, 0, bytes, size, kept);
    size += kept;
    lost += piece.length - kept;
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The number of bytes that were discarded. */
  public synchronized long getLost() {
    return lost;
  }

  /** Whether end of file was reached. */
  public synchronized boolean isEnded() {
    return ended;
  }

  /** The text up to now. */
  public synchronized String getSoFar() {
    return ended ? text() : text(0, size);
  }

  /**
   * The whole text; waits for the end.
   *
   * @throws SysException EINTR if the wait is interrupted
   */
  public synchronized String getText() {
    while (!ended) {
      await(".text", Long.MAX_VALUE);
    }
    return text();
  }

  private String text() {
    if (whole == null) {
      String more = lost == 0 ? "" : "\n[" + lost + " more bytes were discarded]\n";
      whole = text(0, size) + more;
    }
    return whole;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** All lines; waits for the end. */
  public List<String> getLines() {
    return getText().lines().toList();
  }

  /** The next line without its line end, when it has arrived; null after the last one. */
  public String readLine() {
    return lineUntil(Long.MAX_VALUE);
  }

  /**
   * The same with a timeout.
   *
   * @throws SysException ETIMEDOUT if it expires
   */
  public String readLine(Duration time) {
    return lineUntil(System.nanoTime() + time.toNanos());
  }

  /** The same with a timeout in seconds. */
  public String readLine(Number seconds) {
    return readLine(Timeouts.seconds(seconds));
  }

  // not an overload of the public methods: Groovy would select it for their arguments
  private synchronized String lineUntil(long deadline) {
    Line line = lineFrom(nextLine, deadline);
    nextLine = line == null ? size : line.next;
    return line == null ? null : line.text;
  }

  /** A line and the index of the next one. */
  private record Line(String text, int next) {}

  private Line lineFrom(int start, long deadline) {
    int at = start;
    while (true) {
      for (; at < size; at++) {
        if (bytes[at] == '\n') {
          return new Line(text(start, at), at + 1);
        }
      }
      if (ended) {
        return start == size ? null : new Line(text(start, size), size);
      }
      await(".readLine()", deadline);
    }
  }

  /** Waits until more has arrived. */
  private void await(String what, long deadline) {
    try {
      if (deadline == Long.MAX_VALUE) {
        wait();
        return;
      }
      long left = (deadline - System.nanoTime()) / 1_000_000 + 1;
      if (deadline - System.nanoTime() <= 0) {
        throw new SysException(Errno.ETIMEDOUT, name + what);
      }
      wait(left);
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, name + what);
    }
  }

  /** The lines from the first one on, each as soon as it has arrived. */
  public Iterator<String> iterator() {
    return new Iterator<>() {
      private int start;
      private Line line;

      @Override
      public boolean hasNext() {
        if (line == null) {
          synchronized (Output.this) {
            line = lineFrom(start, Long.MAX_VALUE);
          }
        }
        return line != null;
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        String text = line.text;
        start = line.next;
        line = null;
        return text;
      }
    };
  }

  /** A method of String; waits for the end. */
  public Object methodMissing(String method, Object arguments) {
    return methods.call(getText(), method, (Object[]) arguments);
  }

  @Override
  public int length() {
    return getText().length();
  }

  @Override
  public char charAt(int index) {
    return getText().charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return getText().substring(start, end);
  }

  /** Equal to any text with the same characters. */
  @Override
  public boolean equals(Object other) {
    return other == this || other instanceof CharSequence text && getText().equals(text.toString());
  }

  @Override
  public int hashCode() {
    return getText().hashCode();
  }

  @Override
  public String toString() {
    return getText();
  }
}

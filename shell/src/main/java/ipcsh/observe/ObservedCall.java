package ipcsh.observe;

import ipcsh.handle.Properties;
import ipcsh.sys.abi.Errno;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A system call of an observed program: {@code .time .tid .pid .name .args .result .errno
 * .seconds}. Prints itself as strace does. Only its text is kept; arguments and result are read
 * from it when they are wanted.
 */
public final class ObservedCall implements ObservedEvent, Properties {
  static final String UNFINISHED = " <unfinished ...>";
  private static final long NEVER = -1;
  private static final int NANOS = 9;
  private static final int HEX = 16;
  private static final int OCTAL = 8;

  private final ObservedThread thread;
  private final long began;
  private final long took;
  private final long order;
  private final long endOrder;
  private final String text;
  private final int open;
  private final int close;

  /**
   * A call.
   *
   * @param began in nanoseconds since the epoch
   * @param took in nanoseconds, -1 if it has not returned
   * @param order its place among all lines
   * @param endOrder that of its end, -1 if it has not ended
   * @param text {@code read(3, "", 10) = 0}, without the duration
   * @param open the index of its first parenthesis
   * @param close that of the closing one, -1 if the text ends before
   */
  ObservedCall(
      ObservedThread thread,
      long began,
      long took,
      long order,
      long endOrder,
      String text,
      int open,
      int close) {
    this.thread = thread;
    this.began = began;
    this.took = took;
    this.order = order;
    this.endOrder = endOrder;
    this.text = text;
    this.open = open;
    this.close = close;
  }

  @Override
  public ObservedThread thread() {
    return thread;
  }

  @Override
  public long began() {
    return began;
  }

  /** When it returned, in nanoseconds since the epoch; when it began if it has not. */
  public long ended() {
    return began + Math.max(took, 0);
  }

  /** Its place among all lines, by which calls of different threads compare. */
  public long order() {
    return order;
  }

  /** The place of its end among all lines, -1 if it has not ended. */
  public long endOrder() {
    return endOrder;
  }

  /** When it was made, in seconds since the epoch. */
  public BigDecimal getTime() {
    return BigDecimal.valueOf(began, NANOS);
  }

  /** How long it took, in seconds; null if it did not return. */
  public BigDecimal getSeconds() {
    return took == NEVER ? null : BigDecimal.valueOf(took, NANOS);
  }

  /** The process that made it. */
  public int getPid() {
    return pid();
  }

  /** The thread that made it. */
  public int getTid() {
    return tid();
  }

  /** The system call, {@code openat}. */
  public String getName() {
    return text.substring(0, open);
  }

  /** The arguments as strace prints them; those of an unfinished call that were printed. */
  public List<String> getArgs() {
    return CallSyntax.arguments(text, open + 1, close < 0 ? text.length() : close);
  }

  /** An argument, counted from 0; empty if it was not printed. */
  public String arg(int index) {
    List<String> all = getArgs();
    return index < all.size() ? all.get(index) : "";
  }

  /** A descriptor among the arguments, or null if that one is none. */
  public ObservedDescriptor descriptor(int index) {
    return ObservedDescriptor.of(arg(index));
  }

  /** The descriptor that it returned, or null. */
  public ObservedDescriptor resultDescriptor() {
    String word = resultText();
    int end = word.indexOf(' ');
    int angle = word.indexOf('<');
    if (angle >= 0 && (end < 0 || angle < end)) {
      end = CallSyntax.afterTarget(word, angle, word.length());
    }
    return failed() ? null : ObservedDescriptor.of(end < 0 ? word : word.substring(0, end));
  }

  /** What it returned; null if it has not returned, or never does. */
  public Long getResult() {
    String word = firstWord();
    try {
      if (word.startsWith("0x")) {
        return Long.parseUnsignedLong(word.substring(2), HEX);
      }
      return word.length() > 1 && word.startsWith("0")
          ? Long.valueOf(word, OCTAL)
          : Long.valueOf(word);
    } catch (NumberFormatException none) {
      return null;
    }
  }

  /** The first word of the result: a number, or {@code ?}. */
  private String firstWord() {
    String result = resultText();
    int end = 0;
    while (end < result.length() && " <".indexOf(result.charAt(end)) < 0) {
      end++;
    }
    return result.substring(0, end);
  }

  /** All that strace prints as the result: {@code -1 ENOENT (No such file or directory)}. */
  public String resultText() {
    if (close < 0) {
      return "";
    }
    int equals = text.indexOf('=', close);
    return equals < 0 ? "" : text.substring(equals + 1).strip();
  }

  /** The error with which it failed, or null. */
  public Errno getErrno() {
    String name = errorName();
    try {
      return name == null ? null : Errno.named(name);
    } catch (IllegalArgumentException internal) {
      return null;
    }
  }

  /**
   * The name of its error, or null. ERESTARTSYS and its kind are no errno that a program sees: a
   * signal interrupted the call, which is then restarted, or fails with EINTR.
   */
  public String errorName() {
    String result = resultText();
    for (String start : List.of("-1 E", "? E")) {
      if (result.startsWith(start)) {
        int from = start.length() - 1;
        int end = result.indexOf(' ', from);
        return end < 0 ? result.substring(from) : result.substring(from, end);
      }
    }
    return null;
  }

  /** Whether it returned an error that the program sees. */
  public boolean failed() {
    return resultText().startsWith("-1 E");
  }

  /** Whether a signal interrupted it, and the kernel or the program makes it again. */
  public boolean isInterrupted() {
    String name = errorName();
    return name != null && name.startsWith("ERESTART");
  }

  /** Whether it has returned, or never will because the thread ended in it. */
  public boolean isFinished() {
    return close >= 0;
  }

  @Override
  public String line() {
    return isFinished() ? text : text + UNFINISHED;
  }

  /** Its line as {@code strace -f} prints it. */
  public String getLine() {
    return line();
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("time", getTime());
    all.put("pid", getPid());
    all.put("tid", getTid());
    all.put("name", getName());
    all.put("args", getArgs());
    all.put("result", getResult());
    all.put("errno", getErrno());
    all.put("seconds", getSeconds());
    return all;
  }

  @Override
  public String toString() {
    return line();
  }
}

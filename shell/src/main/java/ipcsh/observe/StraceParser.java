package ipcsh.observe;

import ipcsh.sys.text.KernelText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what strace(1), version 6.1, writes with {@link #OPTIONS}, in pieces of any size. It is
 * strict: a line that does not have the form is kept as an {@link ObservedLine}; none is lost. Used
 * by one thread.
 *
 * <p>Without {@code -x} strings are escaped as in C, so that the text is unambiguous: a line ends
 * where the event ends, and paths in angle brackets have theirs escaped.
 */
public final class StraceParser {
  /** The options that give this form; others than those on the form are the caller's. */
  public static final List<String> OPTIONS =
      List.of(
          "-f",
          "-yy",
          "-a1",
          "-s64",
          "--quiet=attach,personality",
          "--absolute-timestamps=format:unix,precision:ns",
          "--syscall-times=ns");

  private static final Pattern CREATORS = Pattern.compile("clone|clone3|fork|vfork");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_?]+");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\S+) resumed>");
  private static final Pattern PID_CHANGED =
      Pattern.compile(" <pid changed to \\d{1,9} \\.\\.\\.>$");
  private static final Pattern SIGNAL = Pattern.compile("--- (SIG\\w+)(?: (\\{.*\\}))? ---");
  private static final Pattern STOPPED = Pattern.compile("--- stopped by (SIG\\w+) ---");
  private static final Pattern EXITED =
      Pattern.compile("\\+\\+\\+ exited with (\\d{1,3}) \\+\\+\\+");
  private static final Pattern KILLED =
      Pattern.compile("\\+\\+\\+ killed by (SIG\\w+)( \\(core dumped\\))? \\+\\+\\+");
  private static final Pattern SUPERSEDED =
      Pattern.compile("\\+\\+\\+ superseded by execve in pid (\\d{1,9}) \\+\\+\\+");
  private static final String DETACHED = " <detached ...>";
  private static final int MOST_DIGITS = 9;
  private static final int SECONDS_DIGITS = 12;
  private static final long SECOND = 1_000_000_000;

  private final Observation observation;

  /** A call whose line was interrupted by that of another thread. */
  private record Begun(ObservedCall call, String text) {}

  private final Map<Integer, Begun> begun = new HashMap<>();
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();

  /** A parser that fills an observation. */
  public StraceParser(Observation observation) {
    this.observation = observation;
  }

  /** Takes a piece of the output. */
  public void feed(byte[] bytes, int from, int length) {
    int start = from;
    int end = from + length;
    for (int i = from; i < end; i++) {
      if (bytes[i] == '\n') {
        String line;
        if (part.size() == 0) {
          line = new String(bytes, start, i - start, StandardCharsets.ISO_8859_1);
        } else {
          part.write(bytes, start, i - start);
          line = part.toString(StandardCharsets.ISO_8859_1);
          part.reset();
        }
        line(line);
        start = i + 1;
      }
    }
    part.write(bytes, start, end - start);
  }

  /**
   * Shows the call whose line is not complete yet as one in progress: strace writes the beginning
   * of a call when it is made. To be called when no more output is there for now.
   */
  public void showProgress() {
    observation.inProgress(part.size() == 0 ? null : unfinished());
  }

  private ObservedCall unfinished() {
    Leader leader = Leader.of(part.toString(StandardCharsets.ISO_8859_1));
    int open = leader == null ? -1 : nameEnd(leader.rest);
    if (open < 0 || CallSyntax.end(leader.rest, open + 1) >= 0) {
      return null;
    }
    return new ObservedCall(
        observation.thread(leader.tid),
        leader.time,
        -1,
        observation.next(),
        -1,
        leader.rest,
        open,
        -1);
  }

  /** There is no more output. */
  public void end() {
    if (part.size() > 0) {
      line(part.toString(StandardCharsets.ISO_8859_1));
      part.reset();
    }
    observation.inProgress(null);
    observation.end();
  }

  private void line(String line) {
    observation.inProgress(null);
    Leader leader = Leader.of(line);
    if (leader == null) {
      observation.add(new ObservedLine(null, 0, line));
      return;
    }
    ObservedThread thread = observation.thread(leader.tid);
    if (!understood(thread, leader.time, leader.rest)) {
      observation.add(new ObservedLine(thread, leader.time, leader.rest));
    }
  }

  /** Thread and time, and what follows. */
  private record Leader(int tid, long time, String rest) {
    /** Null if a line does not begin so. */
    static Leader of(String line) {
      int tidEnd = digits(line, 0);
      int timeStart = tidEnd;
      while (timeStart < line.length() && line.charAt(timeStart) == ' ') {
        timeStart++;
      }
      int dot = digits(line, timeStart);
      int end = digits(line, dot + 1);
      boolean isSound =
          tidEnd > 0
              && tidEnd <= MOST_DIGITS
              && timeStart > tidEnd
              && dot > timeStart
              && dot - timeStart <= SECONDS_DIGITS
              && line.startsWith(".", dot)
              && end > dot + 1
              && end - dot - 1 <= MOST_DIGITS
              && line.startsWith(" ", end);
      if (!isSound) {
        return null;
      }
      long time = Long.parseLong(line, timeStart, dot, 10) * SECOND + fraction(line, dot + 1, end);
      return new Leader(Integer.parseInt(line, 0, tidEnd, 10), time, line.substring(end + 1));
    }
  }

  private static int digits(String line, int from) {
    int i = from;
    while (i < line.length() && line.charAt(i) >= '0' && line.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  /** Digits after the point, in nanoseconds. */
  private static long fraction(String line, int from, int to) {
    long value = Long.parseLong(line, from, to, 10);
    for (int i = to - from; i < MOST_DIGITS; i++) {
      value *= 10;
    }
    return value;
  }

  private boolean understood(ObservedThread thread, long time, String rest) {
    if (rest.startsWith("+++ ")) {
      return endOf(thread, time, rest);
    }
    if (rest.startsWith("--- ")) {
      return signalTo(thread, time, rest);
    }
    if (rest.startsWith("<... ")) {
      return resumed(thread, rest);
    }
    int open = nameEnd(rest);
    return open > 0 && call(thread, time, rest, open);
  }

  /** The index of the parenthesis after the name of a call; -1 if it does not begin with one. */
  private static int nameEnd(String text) {
    Matcher name = NAME.matcher(text);
    boolean isCall = name.lookingAt() && text.startsWith("(", name.end());
    return isCall ? name.end() : -1;
  }

  private boolean call(ObservedThread thread, long time, String rest, int open) {
    String start = beginning(rest);
    if (start != null) {
      ObservedCall call =
          new ObservedCall(thread, time, -1, observation.next(), -1, start, open, -1);
      observation.add(call);
      begun.put(thread.tid(), new Begun(call, start));
      return true;
    }
    if (rest.endsWith(DETACHED)) {
      String text = rest.substring(0, rest.length() - DETACHED.length());
      observation.add(new ObservedCall(thread, time, -1, observation.next(), -1, text, open, -1));
      return true;
    }
    long order = observation.next();
    ObservedCall call = finished(thread, time, order, order, rest, open);
    if (call == null) {
      return false;
    }
    observation.add(call);
    effects(call);
    return true;
  }

  /** What stands before the mark of an unfinished line; null if the line has none. */
  private static String beginning(String rest) {
    if (rest.endsWith(ObservedCall.UNFINISHED)) {
      return rest.substring(0, rest.length() - ObservedCall.UNFINISHED.length());
    }
    Matcher changed = PID_CHANGED.matcher(rest);
    return changed.find() ? rest.substring(0, changed.start()) : null;
  }

  private boolean resumed(ObservedThread thread, String rest) {
    Matcher head = RESUMED.matcher(rest);
    Begun start = begun.get(thread.tid());
    if (!head.lookingAt() || start == null || !start.call.getName().equals(head.group(1))) {
      return false;
    }
    String more = rest.substring(head.end());
    String unfinished = beginning(more);
    if (unfinished != null) {
      begun.put(thread.tid(), new Begun(start.call, start.text + unfinished));
      return true;
    }
    if (more.startsWith(ObservedCall.UNFINISHED)) {
      more = more.substring(ObservedCall.UNFINISHED.length());
    }
    ObservedCall call =
        finished(
            thread,
            start.call.began(),
            start.call.order(),
            observation.next(),
            start.text + more,
            start.call.getName().length());
    if (call == null) {
      return false;
    }
    begun.remove(thread.tid());
    observation.complete(call);
    effects(call);
    return true;
  }

  /** A call with its result; null if the text is malformed. */
  private static ObservedCall finished(
      ObservedThread thread, long time, long order, long endOrder, String text, int open) {
    int close = CallSyntax.end(text, open + 1);
    if (close < 0) {
      return null;
    }
    int equals = close + 1;
    while (equals < text.length() && text.charAt(equals) == ' ') {
      equals++;
    }
    if (equals == close + 1 || !text.startsWith("= ", equals) || equals + 2 == text.length()) {
      return null;
    }
    long took = -1;
    int end = text.length();
    int duration = text.endsWith(">") ? text.lastIndexOf(" <") : -1;
    if (duration > equals) {
      int dot = digits(text, duration + 2);
      int last = digits(text, dot + 1);
      if (dot > duration + 2 && text.startsWith(".", dot) && last == text.length() - 1) {
        took = Long.parseLong(text, duration + 2, dot, 10) * SECOND + fraction(text, dot + 1, last);
        end = duration;
      }
    }
    return new ObservedCall(
        thread, time, took, order, endOrder, text.substring(0, end), open, close);
  }

  private void effects(ObservedCall call) {
    String name = call.getName();
    Long result = call.getResult();
    if (result == null || call.failed()) {
      return;
    }
    if (result > 0 && result <= Integer.MAX_VALUE && CREATORS.matcher(name).matches()) {
      observation.created(call, (int) (long) result, call.line().contains("CLONE_THREAD"));
    } else if (name.equals("execve") || name.equals("execveat")) {
      byte[] path = StraceString.bytes(call.arg(name.equals("execve") ? 0 : 1));
      String program = path == null ? null : KernelText.decode(path).replaceFirst(".*/(?=.)", "");
      observation.executes(call, program);
    }
  }

  private boolean signalTo(ObservedThread thread, long time, String rest) {
    Matcher signal = SIGNAL.matcher(rest);
    if (signal.matches()) {
      String info = signal.group(2) == null ? "" : signal.group(2);
      observation.add(new ObservedSignal(thread, time, signal.group(1), info, false));
      return true;
    }
    Matcher stop = STOPPED.matcher(rest);
    if (stop.matches()) {
      observation.add(new ObservedSignal(thread, time, stop.group(1), "", true));
      return true;
    }
    return false;
  }

  private boolean endOf(ObservedThread thread, long time, String rest) {
    Matcher exit = EXITED.matcher(rest);
    Matcher kill = KILLED.matcher(rest);
    Matcher exec = SUPERSEDED.matcher(rest);
    ObservedEnd end;
    if (exit.matches()) {
      end = new ObservedEnd(thread, time, Integer.valueOf(exit.group(1)), null, false, 0);
    } else if (kill.matches()) {
      end = new ObservedEnd(thread, time, null, kill.group(1), kill.group(2) != null, 0);
    } else if (exec.matches()) {
      int by = Integer.parseInt(exec.group(1));
      end = new ObservedEnd(thread, time, null, null, false, by);
      Begun execve = begun.remove(by);
      if (execve != null) {
        begun.put(thread.tid(), execve);
      }
      observation.add(end);
      observation.superseded(end);
      return true;
    } else {
      return false;
    }
    begun.remove(thread.tid());
    observation.add(end);
    observation.ended(end);
    return true;
  }
}

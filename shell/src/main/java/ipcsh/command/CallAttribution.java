package ipcsh.command;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.trace.MadeCall;
import ipcsh.sys.trace.ObservedInvoker;
import ipcsh.view.ExplainedCall;
import ipcsh.view.Explanation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Records which line of a text makes which call, in any thread or process, by the stack of the
 * calling thread. Calls that do not come from a line of the text are ignored. Thread-safe.
 */
public final class CallAttribution implements ObservedInvoker.Observer {
  /** The maximum number of rows. */
  private static final int MOST = 500;

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Context context;
  private final UnaryOperator<String> toC;
  private final String file;
  private final Thread asker = Thread.currentThread();
  private final Map<Integer, String> lines = new TreeMap<>();
  private final Map<Integer, String> inC = new HashMap<>();
  private final List<ExplainedCall> rows = new ArrayList<>();
  private int more;

  /**
   * The calls of a text.
   *
   * @param toC the C of a line if it were run now, or null
   * @param file the name of the text in stack frames
   * @param first the line number of the text's first line in that file
   */
  public CallAttribution(
      Context context, UnaryOperator<String> toC, String file, String text, int first) {
    this.context = context;
    this.toC = toC;
    this.file = file;
    int number = first;
    for (String line : shifted(text)) {
      if (!line.matches("\\s*([\\])};]*|//.*)\\s*")) {
        lines.put(number, line.stripTrailing());
      }
      number++;
    }
  }

  /** The lines without their common indentation; the first one follows a brace. */
  private static List<String> shifted(String text) {
    List<String> all = new ArrayList<>(text.lines().toList());
    if (all.isEmpty()) {
      return all;
    }
    String first = all.remove(0).strip();
    List<String> rest = String.join("\n", all).stripIndent().lines().toList();
    List<String> whole = new ArrayList<>(List.of(first));
    whole.addAll(rest);
    return whole;
  }

  /** A line and the command that it calls. */
  private record Caller(int line, String command) {}

  @Override
  public Consumer<MadeCall> begins(MadeCall call, int process) {
    Caller caller = STACK.walk(this::caller);
    if (caller == null) {
      return null;
    }
    translate(caller.line);
    String who = who(process);
    ExplainedCall waiting = add(row(caller, call, who));
    return made -> returned(waiting, row(caller, made, who));
  }

  private Caller caller(Stream<StackWalker.StackFrame> frames) {
    String command = null;
    for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) frames::iterator) {
      if (file.equals(frame.getFileName()) && lines.containsKey(frame.getLineNumber())) {
        return new Caller(frame.getLineNumber(), command);
      }
      if (CommandTopic.class.isAssignableFrom(frame.getDeclaringClass())
          && context.registry().find(frame.getMethodName()) != null) {
        command = frame.getMethodName();
      }
    }
    return null;
  }

  private String who(int process) {
    Thread thread = Thread.currentThread();
    return thread != asker ? thread.getName() : process == 0 ? null : "child " + process;
  }

  /**
   * Translates a line to C when it begins, since its variables are not known before. Runs on a
   * separate thread, because the translator may inspect descriptors, which the calling thread
   * cannot do within a call.
   */
  private synchronized void translate(int line) {
    if (inC.containsKey(line)) {
      return;
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                inC.put(line, toC.apply(lines.get(line)));
              } finally {
                context.kernel().leaveThread();
              }
            },
            "in C");
    thread.start();
    awaitEnd(thread);
  }

  private static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException ofTheCall) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ExplainedCall row(Caller caller, MadeCall call, String who) {
    CommandModel command = caller.command == null ? null : context.registry().find(caller.command);
    String page = command == null ? call.function() + "(2)" : command.man();
    Map<String, Object> facts = new LinkedHashMap<>();
    String c = inC.get(caller.line);
    facts.put("who", who);
    facts.put("c", c == null ? call.c() + ";" : c);
    facts.put("call", call.call());
    facts.put("result", call.result());
    facts.put("errno", call.errno());
    facts.put("meaning", meaning(caller.command, call));
    facts.put("fact", KernelFacts.of(call));
    facts.put("man", KernelFacts.man(page, call));
    return new ExplainedCall(caller.line, lines.get(caller.line), facts);
  }

  private String meaning(String command, MadeCall call) {
    if (call.errno() == null) {
      return null;
    }
    if (call.injected()) {
      return null;
    }
    String said = command == null ? call.function() : command;
    String cause = ErrnoMeanings.ofCause(said, call.failed(), context);
    if (cause != null) {
      return sentence(cause);
    }
    String its = command == null ? null : ErrnoMeanings.own(command, call.errno());
    return sentence(its == null ? ErrnoMeanings.of(call.function(), call.errno()) : its);
  }

  private static String sentence(String words) {
    return words == null
        ? null
        : Character.toUpperCase(words.charAt(0))
            + words.substring(1)
            + (words.matches(".*[.?!]") ? "" : ".");
  }

  private synchronized ExplainedCall add(ExplainedCall row) {
    if (rows.size() < MOST) {
      rows.add(row);
    } else {
      more++;
    }
    return row;
  }

  private synchronized void returned(ExplainedCall waiting, ExplainedCall row) {
    int place = rows.indexOf(waiting);
    if (place < 0) {
      return;
    }
    for (int i = place - 1; i >= 0; i--) {
      if (rows.get(i).isLike(row)) {
        rows.remove(place);
        rows.get(i).again(1);
        return;
      }
    }
    rows.set(place, row);
  }

  /** Adds calls made in another process by lines of this text. */
  synchronized void reported(String role, List<Map<String, ?>> itsRows) {
    for (Map<String, ?> each : itsRows) {
      Map<String, Object> facts = new LinkedHashMap<>(each);
      int number = (Integer) facts.remove("number");
      int count = (Integer) facts.remove("count");
      facts.put("who", role);
      if (lines.containsKey(number)) {
        add(new ExplainedCall(number, lines.get(number), facts)).again(count - 1);
      }
    }
  }

  String file() {
    return file;
  }

  /** The text has failed: if no call of the line failed, the failure is a row of its own. */
  public synchronized void failed(Throwable error) {
    if (!(error instanceof SysException failure)) {
      return;
    }
    for (StackTraceElement frame : error.getStackTrace()) {
      int number = frame.getLineNumber();
      if (file.equals(frame.getFileName()) && lines.containsKey(number)) {
        Errno errno = failure.getErrno();
        if (rows.stream().noneMatch(r -> r.getNumber() == number && r.getErrno() == errno)) {
          add(failure(number, failure));
        }
        return;
      }
    }
  }

  private ExplainedCall failure(int number, SysException failure) {
    CommandModel command = context.registry().find(failure.getFunction());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("c", toC.apply(lines.get(number)));
    facts.put("call", failure.getCall());
    facts.put("result", "-1");
    facts.put("errno", failure.getErrno());
    facts.put("meaning", sentence(ErrnoMeanings.of(failure, context)));
    facts.put("man", command == null ? failure.getFunction() + "(2)" : command.man());
    return new ExplainedCall(number, lines.get(number), facts);
  }

  /** The explanation so far. */
  public synchronized Explanation so(Object value) {
    List<ExplainedCall> all = new ArrayList<>(rows);
    lines.forEach(
        (number, line) -> {
          if (rows.stream().noneMatch(row -> row.getNumber() == number)) {
            all.add(new ExplainedCall(number, line, new LinkedHashMap<>()));
          }
        });
    // stable: the calls of a line stay in order
    all.sort(Comparator.comparingInt(ExplainedCall::getNumber));
    return new Explanation(all, value, more == 0 ? null : "(and " + more + " more calls)");
  }
}

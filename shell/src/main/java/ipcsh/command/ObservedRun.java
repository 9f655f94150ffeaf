package ipcsh.command;

import ipcsh.command.model.CommandModel;
import ipcsh.draw.Sequence;
import ipcsh.handle.UsageException;
import ipcsh.inspect.Exchange;
import ipcsh.observe.ObservedCall;
import ipcsh.observe.ObservedDescriptor;
import ipcsh.observe.ObservedProcess;
import ipcsh.observe.ObservedProgram;
import ipcsh.observe.ObservedThread;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * {@code ipcsh observe './recv-unix 3' './send-unix ABCDE 8'}: starts programs one after another,
 * waits until all have ended, and reports who sent what to whom, the findings, and, if they hang,
 * why.
 */
public final class ObservedRun {
  /** A program has this long, in milliseconds, to block before the next one is started. */
  private static final int HEAD_START = 1000;

  /** Blocked in the same call for this long, it is ready for the next one. */
  private static final int STILL = 60;

  /** Nothing has moved for this long: they hang. */
  private static final int HANGING = 2000;

  private static final int PERIOD = 20;

  /** How long programs may take to end after Ctrl-C. */
  private static final int TO_END = 1000;

  private static final int SIGNALLED = 128;

  /** A chart with more steps is only summed up. */
  private static final int SHORT = 40;

  private final Context context;
  private final List<ObservedProgram> programs = new ArrayList<>();
  private volatile int presses;

  /** A run in this session. */
  public ObservedRun(Context context) {
    this.context = context;
  }

  /**
   * Ctrl-C: the programs are interrupted, a second time killed. On a terminal they get the first
   * SIGINT from the terminal.
   */
  public void interrupt() {
    presses++;
  }

  /**
   * Runs.
   *
   * @param commands a program and its arguments each
   * @param onTerminal whether the programs read from the terminal of this shell, and so are in its
   *     process group
   * @return the exit status of the first program that failed, 0 if none has
   */
  public int run(List<List<String>> commands, boolean onTerminal) {
    CommandModel observe = context.registry().find("observe");
    for (List<String> words : commands) {
      if (!programs.isEmpty()) {
        awaitBlocked(programs.get(programs.size() - 1));
      }
      if (presses > 0) {
        break;
      }
      List<Object> arguments = new ArrayList<>();
      arguments.add(Map.of("fds", Map.of(0, 0)));
      arguments.addAll(words);
      programs.add((ObservedProgram) observe.call(arguments.toArray()));
    }
    awaitEnds(onTerminal);
    summary();
    return status();
  }

  private static void sleep(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** A server should be ready before its client begins. */
  private void awaitBlocked(ObservedProgram program) {
    int still = 0;
    long seen = -1;
    for (int time = 0; time < HEAD_START && still < STILL && presses == 0; time += PERIOD) {
      sleep(PERIOD);
      long count = program.observation().count();
      still = count == seen && areBlocked(program) ? still + PERIOD : 0;
      seen = count;
      if (program.isDone()) {
        return;
      }
    }
  }

  private void awaitEnds(boolean onTerminal) {
    int handled = 0;
    int left = -1;
    int still = 0;
    long seen = -1;
    boolean isTold = false;
    while (!areDone() && left != 0) {
      sleep(PERIOD);
      if (presses > handled) {
        handled++;
        left = TO_END / PERIOD;
        signal(handled > 1 ? ProcessConstants.SIGKILL : onTerminal ? 0 : ProcessConstants.SIGINT);
      }
      left = left > 0 ? left - 1 : left;
      long count = programs.stream().mapToLong(each -> each.observation().count()).sum();
      still = count == seen ? still + PERIOD : 0;
      isTold = isTold && count == seen;
      seen = count;
      if (still >= HANGING && !isTold && presses == 0 && hang()) {
        isTold = true;
        tellWhy();
      }
    }
  }

  private boolean areDone() {
    return programs.stream().allMatch(ObservedProgram::isDone);
  }

  private void signal(int signal) {
    for (ObservedProgram program : programs) {
      try {
        if (signal != 0 && !program.isDone()) {
          program.kill(signal);
        }
      } catch (SysException ended) {
        // it has ended meanwhile
      }
    }
  }

  private boolean hang() {
    return programs.stream().allMatch(each -> each.isDone() || areBlocked(each))
        && programs.stream().noneMatch(ObservedRun::waitsForUserOrTime);
  }

  /** The calls that the threads have begun last and not finished. */
  private static List<ObservedCall> current(ObservedProgram program) {
    Map<ObservedThread, ObservedCall> last = new HashMap<>();
    for (ObservedCall call : program.observation().calls()) {
      last.put(call.thread(), call);
    }
    return last.values().stream()
        .filter(call -> !call.isFinished() && call.thread().end() == null)
        .toList();
  }

  /** Whether every thread that lives is in a call. */
  private static boolean areBlocked(ObservedProgram program) {
    int living = 0;
    for (ObservedProcess process : program.observation().processes()) {
      living += (int) process.threads().stream().filter(each -> each.end() == null).count();
    }
    return living > 0 && current(program).size() == living;
  }

  private static boolean waitsForUserOrTime(ObservedProgram program) {
    for (ObservedCall call : current(program)) {
      ObservedDescriptor from = call.descriptor(0);
      boolean isTerminal =
          from != null && from.target().startsWith("/dev/") && from.device() != null;
      if (isTerminal || call.getName().endsWith("nanosleep")) {
        return true;
      }
    }
    return false;
  }

  private void tellWhy() {
    Object why = why();
    if (why != null) {
      context.host().show(why);
    } else {
      Function<ObservedProcess, String> names = ObservedPrograms.lanes(programs);
      for (ObservedProgram program : programs) {
        for (ObservedCall call : current(program)) {
          context.host().narrate(names.apply(call.thread().process()) + " waits in " + call.line());
        }
      }
    }
  }

  /** Why those wait that have not ended; null if that is not known. */
  private Object why() {
    Object[] living = programs.stream().filter(each -> !each.isDone()).toArray();
    try {
      return living.length == 0 ? null : call("why", living);
    } catch (SysException ended) {
      // one of them, meanwhile
      return null;
    }
  }

  /** The value of a command; null if there is no such command, or it has nothing to say. */
  private Object call(String name, Object... arguments) {
    CommandModel command = context.registry().find(name);
    try {
      return command == null ? null : command.call(arguments);
    } catch (UsageException | IllegalArgumentException nothing) {
      return null;
    }
  }

  private void summary() {
    List<Exchange> exchanges = context.observed().exchanges(programs);
    if (!exchanges.isEmpty()) {
      Sequence chart = Sequence.of(exchanges, "");
      context.host().show(new ExchangeSummary(chart));
      if (exchanges.size() <= SHORT) {
        context.host().show(new Drawing(chart));
      }
    }
    for (ObservedProgram program : programs) {
      context.host().narrate(program.toString());
    }
    Object findings = call("findings", programs.toArray());
    if (findings != null) {
      context.host().show(findings);
    }
  }

  private int status() {
    for (ObservedProgram program : programs) {
      Integer exit = program.getExit();
      Integer signal = program.getSignal();
      if (signal != null) {
        return SIGNALLED + signal;
      }
      if (exit == null) {
        return SIGNALLED + ProcessConstants.SIGINT;
      }
      if (exit != 0) {
        return exit;
      }
    }
    return 0;
  }
}

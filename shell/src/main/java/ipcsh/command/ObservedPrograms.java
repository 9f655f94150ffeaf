package ipcsh.command;

import ipcsh.handle.InternalDescriptors;
import ipcsh.handle.Process;
import ipcsh.handle.UsageException;
import ipcsh.inspect.Exchange;
import ipcsh.observe.Observation;
import ipcsh.observe.ObservedExchanges;
import ipcsh.observe.ObservedProcess;
import ipcsh.observe.ObservedProgram;
import ipcsh.observe.Strace;
import ipcsh.observe.SystemVObjects;
import ipcsh.observe.TraceReader;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The programs that a session observes: those that it started so, and those it is attached to. */
public final class ObservedPrograms implements AutoCloseable {
  /** What an event needs in memory, and what is left for everything else. */
  private static final int BYTES = 1000;

  /** How many events of a program are kept. */
  private static final int MOST =
      (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / BYTES);

  /** How long strace may take until the program runs. */
  private static final long TO_START = 20_000;

  private final Context context;
  private final List<ObservedProgram> all = new ArrayList<>();
  private boolean isTried;

  /** Starts a program under strace. */
  @FunctionalInterface
  public interface Starter {
    /**
     * Starts it.
     *
     * @param log where strace is to write
     * @param name is put before its lines
     */
    Started start(String log, String name);
  }

  /**
   * A program that was started.
   *
   * @param pipes the IDs of the pipes from which its output is collected
   */
  public record Started(Process process, Set<String> pipes) {}

  ObservedPrograms(Context context) {
    this.context = context;
  }

  /** All of them, ended ones too, in the order in which they began. */
  public synchronized List<ObservedProgram> all() {
    return List.copyOf(all);
  }

  /**
   * Starts a program.
   *
   * @param words the program and its arguments
   * @param wrappers how many programs execute one another before it
   * @throws UsageException if strace is missing or may not trace
   */
  public ObservedProgram add(List<String> words, int wrappers, Starter starter) {
    expectStrace();
    Kernel kernel = context.kernel();
    String name = free(words.get(0).replaceFirst(".*/(?=.)", ""));
    int[] pipe = context.children().outputPipe();
    TraceReader.enlarge(kernel.home(), pipe);
    Observation observation = new Observation(MOST, wrappers);
    observation.systemVBefore(context.withOwnTable(SystemVObjects::now));
    Started started;
    try {
      started = starter.start(TraceReader.log(kernel.shell().pid(), pipe), name);
    } catch (RuntimeException e) {
      InternalDescriptors.close(kernel.home(), pipe[0]);
      InternalDescriptors.close(kernel.home(), pipe[1]);
      throw e;
    }
    Process process = started.process();
    new TraceReader(kernel, pipe, observation, process::isDone).start(name);
    if (!awaitProgram(observation) || observation.first() == null) {
      String said = process.getErr() == null ? "" : process.getErr().getSoFar();
      if (!process.isDone()) {
        process.kill();
      }
      throw Strace.refused(said);
    }
    return added(
        new ObservedProgram(
            kernel, process, process.getPid(), name, words, observation, started.pipes(), null));
  }

  /**
   * The same for a program whose descriptors strace must not have: it is started without strace and
   * stops itself, which {@code wrappers} does not count; then strace is attached to it.
   */
  public ObservedProgram addStopped(
      List<String> words, int wrappers, Function<String, Started> starter) {
    expectStrace();
    Kernel kernel = context.kernel();
    String name = free(words.get(0).replaceFirst(".*/(?=.)", ""));
    Observation observation = new Observation(MOST, wrappers);
    Started started = starter.apply(name);
    Process process = started.process();
    boolean isObserved = false;
    try {
      AttachedStrace.awaitStopped(context, process);
      AttachedStrace.start(context, process.getPid(), name, observation);
      process.kill(ProcessConstants.SIGCONT);
      isObserved = awaitProgram(observation) && !observation.calls().isEmpty();
    } finally {
      if (!isObserved && !process.isDone()) {
        process.kill(ProcessConstants.SIGKILL);
      }
    }
    if (!isObserved) {
      throw Strace.refused("it recorded no call of " + name);
    }
    return added(
        new ObservedProgram(
            kernel, process, process.getPid(), name, words, observation, started.pipes(), null));
  }

  private static boolean awaitProgram(Observation observation) {
    try {
      return observation.awaitProgram(TO_START);
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "observe");
    }
  }

  private synchronized void expectStrace() {
    if (!isTried) {
      Strace.expect();
      isTried = true;
    }
  }

  private synchronized ObservedProgram added(ObservedProgram program) {
    all.add(program);
    return program;
  }

  /** A name that no running one has: {@code peer}, {@code peer-2}. */
  private synchronized String free(String name) {
    String candidate = name;
    for (int i = 2; isTaken(candidate); i++) {
      candidate = name + "-" + i;
    }
    return candidate;
  }

  private boolean isTaken(String name) {
    return all.stream().anyMatch(each -> !each.isDone() && each.getName().equals(name));
  }

  /**
   * Attaches strace to a process.
   *
   * @throws SysException ESRCH if there is none
   * @throws UsageException if that is not allowed
   */
  public ObservedProgram attach(int pid) {
    Kernel kernel = context.kernel();
    if (pid == kernel.shell().pid()) {
      throw new UsageException("observe: that is this shell; trace shows its calls", "trace on");
    }
    expectStrace();
    List<String> command = context.withOwnTable(() -> AttachedStrace.command(pid));
    String name = free(command.get(0).replaceFirst(".*/(?=.)", ""));
    Observation observation = new Observation(MOST, -1);
    AttachedStrace strace = AttachedStrace.start(context, pid, name, observation);
    return added(
        new ObservedProgram(
            kernel, null, pid, name, command, observation, Set.of(), strace::detach));
  }

  /**
   * What these programs exchanged.
   *
   * @param programs whose lanes are named by their names; those of their children by their programs
   */
  public List<Exchange> exchanges(List<ObservedProgram> programs) {
    Function<ObservedProcess, String> lanes = lanes(programs);
    List<Exchange> exchanges = new ArrayList<>();
    Set<String> made = new HashSet<>();
    programs.forEach(each -> made.addAll(ObservedExchanges.fifos(each.getCalls())));
    // one that was removed is known by its name
    Function<String, String> fifos =
        path -> {
          String its = fifo(path);
          return its == null && made.contains(path) ? path : its;
        };
    for (ObservedProgram program : programs) {
      ObservedExchanges converter = new ObservedExchanges(lanes, fifos, sinceEpoch());
      for (Exchange each : converter.of(program.getCalls())) {
        if (!program.ownPipes().contains(each.object())) {
          exchanges.add(each);
        }
      }
    }
    return exchanges;
  }

  /** What to add to {@link System#nanoTime} for nanoseconds since the epoch. */
  private static long sinceEpoch() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano() - System.nanoTime();
  }

  /** Names of processes: of a program its own, of its children their programs'. */
  public static Function<ObservedProcess, String> lanes(List<ObservedProgram> programs) {
    Map<String, Integer> count = new HashMap<>();
    Map<ObservedProcess, String> names = new HashMap<>();
    for (ObservedProgram program : programs) {
      ObservedProcess first = program.observation().first();
      if (first != null) {
        // a name is free again when its program has ended
        boolean isAlone =
            programs.stream().filter(each -> each.getName().equals(program.getName())).count() == 1;
        names.put(first, isAlone ? program.getName() : program.getName() + " " + first.pid());
      }
      for (ObservedProcess each : program.observation().processes()) {
        count.merge(
            each == first ? program.getName() : String.valueOf(each.name()), 1, Integer::sum);
      }
    }
    return process ->
        names.computeIfAbsent(
            process,
            child -> {
              String its = child.name() == null ? "process" : child.name();
              return count.getOrDefault(its, 0) == 1 ? its : its + " " + child.pid();
            });
  }

  /** The ID of a FIFO; null of another file. */
  private String fifo(String path) {
    Sys sys = context.kernel().home();
    try {
      FileStatus status = sys.files().stat(path);
      return status.type() == FileConstants.S_IFIFO ? status.device() + ":" + status.inode() : null;
    } catch (SysException gone) {
      return null;
    }
  }

  /** Detaches from those that run on. */
  @Override
  public void close() {
    for (ObservedProgram program : all()) {
      if (program.isAttached() && !program.observation().isEnded()) {
        program.detach();
      }
    }
  }
}

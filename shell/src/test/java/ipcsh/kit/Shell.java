package ipcsh.kit;

import ipcsh.command.AbstractHost;
import ipcsh.command.Context;
import ipcsh.handle.Fd;
import ipcsh.handle.Pending;
import ipcsh.handle.Region;
import ipcsh.language.Interrupter;
import ipcsh.language.IsolatedScript;
import ipcsh.language.Problems;
import ipcsh.language.Rendering;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.scenario.SessionNotebook;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A shell inside the test: a session with all commands, and a folder of its own whose path the
 * language knows as {@code dir}. Closing it closes what it opened, ends its jobs and removes the
 * folder; {@link ShellExtension} then looks whether something is left.
 */
@SuppressWarnings("this-escape") // its context tells it nothing before it is made
public class Shell extends AbstractHost implements AutoCloseable {
  /** The one way into the kernel of the test's process. */
  private static final Kernel KERNEL = new Kernel();

  /** How the names of this run's folders begin; another run at the same time has its own. */
  static final String NAME_PREFIX = "ipcsh-test-" + ProcessHandle.current().pid() + "-";

  private static final String START = KERNEL.home().processControl().getcwd();

  private final Context context = new Context(KERNEL, this);
  private final Session session;
  private final Path folder;
  private final List<String> narrated = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();

  /** A fresh one. */
  public Shell() {
    context.registry().load(Shell.class.getClassLoader());
    session = new Session(context);
    context.keepIn(new SessionNotebook(session, () -> "test", List::of));
    try {
      folder = Files.createTempDirectory(Path.of("/tmp"), NAME_PREFIX);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.names().setVariable("dir", folder.toString());
  }

  /** The first fork makes what the kernel keeps for all of them: a pipe, a mapping. */
  static void forkOnce() {
    try (Shell shell = new Shell()) {
      shell.run("fork()");
    } catch (UnsupportedOperationException noMachineCode) {
      // then no test forks
    }
  }

  /** Runs a text as a script file would be run, and gives its last value. */
  public Object run(String code) {
    return sneaking(() -> session.run(Source.of("test", code)));
  }

  /** Runs one entry as at the prompt. */
  public Object entry(String code) {
    return sneaking(() -> session.runEntry(Source.of("", code)));
  }

  /** What the prompt would print of the last value. */
  public String rendered(String code) {
    return Rendering.of(run(code));
  }

  /** What the prompt would print of one entry. */
  public String line(String code) {
    return Rendering.of(entry(code));
  }

  /** Runs an entry that fails, and gives the report that a script would print. */
  public String complaint(String code) {
    try {
      session.runEntry(Source.of("test", code));
    } catch (Throwable e) {
      failed(e);
      return new Problems(session).explain(e).inScript();
    }
    throw new AssertionError("this did not fail: " + code);
  }

  /** Runs a text that fails, and gives the throwable. */
  public Throwable failure(String code) {
    try {
      session.run(Source.of("test", code));
    } catch (Throwable e) {
      return e;
    }
    throw new AssertionError("this did not fail: " + code);
  }

  private interface Work {
    Object run() throws Exception;
  }

  private static Object sneaking(Work work) {
    try {
      return work.run();
    } catch (Exception e) {
      throw Shell.<RuntimeException>sneak(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneak(Throwable e) throws T {
    throw (T) e;
  }

  /** The session. */
  public Session session() {
    return session;
  }

  /** The commands and what they use. */
  public Context context() {
    return context;
  }

  /** The folder {@code dir}. */
  public Path folder() {
    return folder;
  }

  /** The lines of narration, in order. */
  public List<String> narrated() {
    return narrated;
  }

  /** The lines of trace, in order. */
  public synchronized List<String> reported() {
    return new ArrayList<>(reported);
  }

  /** Ctrl-C for a thread that runs a shell. */
  static void interrupt(Thread thread) {
    new Interrupter(KERNEL, thread).interrupt();
  }

  /** An interruption that came too late for one test is for no other one. */
  static void forgetInterruption() {
    new Interrupter(KERNEL, Thread.currentThread()).over();
  }

  /**
   * Closes every descriptor and mapping that the shell knows of, and ends its jobs and its
   * children.
   */
  public void closeAll() {
    for (Pending job : context.jobs().all()) {
      end(job);
    }
    context.close();
    // a test may have changed directory, which is the whole process's
    KERNEL.home().processControl().chdir(START);
    for (Fd fd : context.descriptors().all()) {
      try {
        KERNEL.quiet().files().close(fd.getNumber());
      } finally {
        context.descriptors().closed(fd.getNumber());
      }
    }
    for (Region region : context.regions().all()) {
      context.regions().unmap(region, () -> unmap(region));
    }
  }

  /** The mapping of a named semaphore is the C library's. */
  private static void unmap(Region region) {
    if (region.getSource().startsWith("semaphore ")) {
      KERNEL.quiet().semaphores().close(region.getAddress(), region.getSource());
    } else {
      KERNEL.quiet().memory().munmap(region.getAddress(), region.getLength());
    }
  }

  private static void end(Pending job) {
    Wait.until(
        Wait.LONG,
        "the end of " + job,
        () -> {
          job.cancel();
          return job.isDone();
        });
  }

  @Override
  public void close() {
    if (!Files.exists(folder)) {
      return;
    }
    KERNEL.undecorate();
    context.finish();
    closeAll();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void narrate(String line) {
    narrated.add(line);
  }

  @Override
  public synchronized void report(String line) {
    reported.add(line);
  }

  /**
   * The constants by name, but for those with which a test at random would signal other processes
   * or take the machine's memory.
   */
  public Map<String, Integer> harmlessConstants() {
    Map<String, Integer> harmless = new LinkedHashMap<>(context().constants().all());
    harmless
        .keySet()
        .removeAll(Set.of("F_SETOWN", "F_SETSIG", "O_ASYNC", "MAP_POPULATE", "MAP_LOCKED"));
    return harmless;
  }

  @Override
  public List<String> history() {
    return List.of();
  }

  @Override
  public void play(Path script, Context context) {
    IsolatedScript.run(script, context);
  }
}

package ipcsh.kit;

import ipcsh.command.AbstractHost;
import ipcsh.command.Context;
import ipcsh.handle.Fd;
import ipcsh.handle.Leftover;
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
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * A shell inside the test: a session with all commands, and a directory of its own whose path is
 * {@code dir} in the language. Closing it closes what it opened, ends its jobs and removes the
 * directory; {@link ShellExtension} then checks whether anything is left.
 */
@SuppressWarnings("this-escape") // its context does not call it before it is initialized
public class Shell extends AbstractHost implements AutoCloseable {
  /** The only access to the kernel in the test's process. */
  private static final Kernel KERNEL = new Kernel();

  /** The prefix of the names of this run's directories; a concurrent run has its own. */
  static final String NAME_PREFIX = "ipcsh-test-" + ProcessHandle.current().pid() + "-";

  private static final String START = KERNEL.home().processControl().getcwd();

  private final Context context = new Context(KERNEL, this);
  private final Session session;
  private final Path directory;
  private final List<String> narrated = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();

  /** A new one. */
  public Shell() {
    context.registry().load(Shell.class.getClassLoader());
    session = new Session(context, its -> new SessionNotebook(its, () -> "test", List::of));
    try {
      directory = Files.createTempDirectory(Path.of("/tmp"), NAME_PREFIX);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.names().setVariable("dir", directory.toString());
  }

  /** The first fork creates what is kept for all of them: a pipe, a mapping. */
  static void forkOnce() {
    try (Shell shell = new Shell()) {
      shell.run("fork()");
    } catch (UnsupportedOperationException noMachineCode) {
      // then tests do not fork
    }
  }

  /** Runs a text like a script file, and returns its last value. */
  public Object run(String code) {
    return sneaking(() -> session.run(Source.of("test", code)));
  }

  /** Runs one entry as at the prompt. */
  public Object entry(String code) {
    return sneaking(() -> session.runEntry(Source.of("", code)));
  }

  /** What the prompt would print for the last value. */
  public String rendered(String code) {
    return Rendering.of(run(code));
  }

  /** What the prompt would print for one entry. */
  public String line(String code) {
    return Rendering.of(entry(code));
  }

  /** Runs an entry that fails, and returns the report that a script would print. */
  public String complaint(String code) {
    try {
      session.runEntry(Source.of("test", code));
    } catch (Throwable e) {
      failed(e);
      return new Problems(session).explain(e).inScript();
    }
    throw new AssertionError("this did not fail: " + code);
  }

  /** Runs a text that fails, and returns the throwable. */
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
      throw Shell.<RuntimeException>uncheckedThrow(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T uncheckedThrow(Throwable e) throws T {
    throw (T) e;
  }

  /** The session. */
  public Session session() {
    return session;
  }

  /** The commands and their context. */
  public Context context() {
    return context;
  }

  /** The directory {@code dir}. */
  public Path directory() {
    return directory;
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

  /** A late interrupt of one test must not affect another one. */
  static void forgetInterruption() {
    new Interrupter(KERNEL, Thread.currentThread()).over();
  }

  /** Closes every descriptor and mapping known to the shell, and ends its jobs and its children. */
  public void closeAll() {
    for (Pending job : context.jobs().all()) {
      end(job);
    }
    context.close();
    // a test may have changed the working directory, which belongs to the whole process
    KERNEL.home().processControl().chdir(START);
    for (Fd fd : context.descriptors().all()) {
      try {
        KERNEL.quiet().files().close(fd.getNumber());
      } finally {
        context.descriptors().closed(fd.getNumber());
      }
    }
    if (!context.regions().all().isEmpty()) {
      unmapAll();
    }
    for (Leftover left : context.createdNames().left()) {
      if (left.object() != null) {
        context.createdNames().remove(left);
      }
    }
  }

  /** On a thread of its own: this one may hold a robust mutex in a region. */
  private void unmapAll() {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              for (Region region : context.regions().all()) {
                context.regions().unmap(region, () -> unmap(region));
              }
              KERNEL.leaveThread();
              return null;
            });
    new Thread(task, "unmap").start();
    sneaking(task::get);
  }

  /** The mapping of a named semaphore belongs to the C library. */
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
    if (!Files.exists(directory)) {
      return;
    }
    KERNEL.undecorate();
    context.finish();
    closeAll();
    try (Stream<Path> files = Files.walk(directory)) {
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
   * The constants by name, except for those with which a random test would signal other processes
   * or allocate the machine's memory.
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

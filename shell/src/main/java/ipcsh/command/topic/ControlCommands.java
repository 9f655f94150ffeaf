package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Pending;
import ipcsh.handle.UsageException;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.SignalTable;
import ipcsh.sys.text.Counted;
import ipcsh.view.Listing;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Commands for control flow: expected failures, waiting, background jobs. */
public final class ControlCommands implements CommandTopic {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Context context;

  @Override
  public String title() {
    return "Control flow";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "expect a block to fail with an errno",
      man = "errno(3)",
      details = "Returns the exception; its .errno and .call say what failed.",
      examples =
          """
          fails(ENOENT) { open '/no/such/file' }  //=> open("/no/such/file", O_RDONLY) = -1 ENOENT (No such file or directory)
          """)
  public SysException fails(Errno errno, Callable<?> block) throws Exception {
    Object value;
    try {
      value = block.call();
    } catch (SysException e) {
      if (e.getErrno() == errno) {
        return e;
      }
      throw new AssertionError("expected " + errno + ", but " + e.getMessage(), e);
    }
    throw new AssertionError(
        "expected "
            + errno
            + ", but the block did not fail"
            + (value == null ? "" : "; it gave " + shown(value)));
  }

  private static String shown(Object value) {
    return value instanceof byte[] bytes ? Counted.of(bytes.length, "byte") : String.valueOf(value);
  }

  @Command(
      summary = "retry a block until its condition holds, within a time limit",
      man = "poll(2)",
      details =
          """
          Runs the block until its value is true; a block that throws is also retried. timeout: is
          5 s by default; when it expires, an AssertionError reports the last result.""",
      examples =
          """
          (a, b) = socketpair AF_UNIX, SOCK_DGRAM
          p = bg { sleep 20.ms; send a, 'x' }
          eventually(timeout: 5.s) { ioctl(b, FIONREAD) == 1 }  //=> true
          """)
  public Object eventually(Callable<?> block, @Option Duration timeout) throws Exception {
    return context.jobs().waits().trying(() -> tried(block, timeout));
  }

  private Object tried(Callable<?> block, Duration timeout) {
    Duration patience = timeout == null ? PATIENCE : timeout;
    long end = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Object value = null;
      Throwable failure = null;
      try {
        value = block.call();
        if (isTrue(value)) {
          return value;
        }
      } catch (SysException e) {
        if (e.getErrno() == Errno.EINTR) {
          throw e;
        }
        failure = e;
      } catch (Exception | AssertionError e) {
        failure = e;
      }
      if (System.nanoTime() - end >= 0) {
        String last =
            failure == null
                ? "the value was " + shown(value)
                : context.language().explained(failure);
        throw new AssertionError("not within " + patience.toMillis() + " ms: " + last, failure);
      }
      context.jobs().waits().triedInVain();
      pauseFor(pause);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  /** A signal that has a block ends the pause, and not the trying. */
  private void pauseFor(Duration pause) {
    try {
      context.kernel().quiet().processes().nanosleep(pause);
    } catch (SysException e) {
      if (e.getErrno() != Errno.EINTR || !SignalTable.isWaiting()) {
        throw e;
      }
      SignalTable.check();
    }
  }

  /** Groovy's truth value, for the types of conditions. */
  static boolean isTrue(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof CharSequence text) {
      return text.length() > 0;
    }
    if (value instanceof Collection<?> many) {
      return !many.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    return value != null;
  }

  @Command(
      summary = "suspend execution for a time: 100.ms, 2.s, or in seconds",
      man = "nanosleep(2)",
      blocks = true,
      examples = "sleep 10.ms")
  public void sleep(Duration time) {
    context.sys().processes().nanosleep(time);
  }

  @Command(
      summary = "run a block in the background of this shell",
      man = "pthreads(7)",
      details =
          """
          Returns a Pending: .done, .get(), .get(2.s), .cancel(), .call (the call in which it is
          blocked).""",
      examples =
          """
          (a, b) = socketpair()
          p = bg { recv b }
          send a, 'x'
          p.get()  //=> 1 byte "x"
          p.done   //=> true
          """)
  public Pending bg(Callable<?> block) {
    if (!context.kernel().process().isShell()) {
      throw new UsageException(
          "bg: a forked child has only one thread; c.start { ... } runs a block there without waiting");
    }
    return context.jobs().start(block);
  }

  @Command(
      summary = "list background jobs and the calls they are blocked in",
      man = "pthreads(7)",
      saves = SavedAs.NOTHING,
      examples =
          """
          (a, b) = socketpair()
          p = bg { recv b }
          eventually { p.call }
          jobs         //=> bg 1  blocked in recvfrom(4 b, ...)  for ...
          p.cancel()   //=> true
          """)
  public List<Pending> jobs() {
    return new Listing<>(context.jobs().all(), "no background jobs");
  }

  @Command(
      summary = "register a block to run when the shell ends",
      man = "atexit(3)",
      details =
          """
          Errors in the block are ignored. A block registered in a lesson runs when the lesson
          ends.""",
      examples =
          """
          mkfifo '/tmp/ipcsh-example'
          atexit { unlink '/tmp/ipcsh-example' }
          """)
  public void atexit(Callable<?> block) {
    context.atExit().add(block);
  }

  @Command(summary = "end the shell, as exit does", man = "exit(3)", examples = "quit")
  public void quit(@Default("0") int status) {
    exit(status);
  }

  @Command(
      summary = "clear the terminal screen",
      man = "clear(1)",
      saves = SavedAs.NOTHING,
      examples = "clear")
  public void clear() {
    context.host().clear();
  }

  @Command(summary = "end the shell with an exit status", man = "exit(3)", examples = "exit 0")
  public void exit(@Default("0") int status) {
    throw new ExitRequest(status & 0xff);
  }
}

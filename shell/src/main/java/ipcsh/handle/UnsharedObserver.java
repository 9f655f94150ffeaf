package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Files;
import ipcsh.sys.invoke.BlockedCall;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

/**
 * Inspects the threads of this shell, and other processes, without side effects on the session: on
 * a thread with its own descriptor table ({@code unshare(2)}), so that descriptors opened for it
 * use no number of the session. That table begins as a copy, in which only descriptors from which
 * classes are loaded are kept: what the session closes is not held open here.
 */
public final class UnsharedObserver implements AutoCloseable {
  private static final int STANDARD = 3;
  private static final String OWN_TABLE = "/proc/thread-self/fd";

  /** Files from which classes are loaded: jars, the modules of the JDK, class data archives. */
  private static final Pattern CLASSES = Pattern.compile("/.*(\\.jar|/modules|\\.jsa|\\.aot)");

  private final Kernel kernel;
  private final ExecutorService watchman =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "observer");
            thread.setDaemon(true);
            return thread;
          });

  /** The thread, once it has its own table; ready when that contains nothing of the session. */
  private Thread apart;

  private boolean ready;

  /** Starts the thread. */
  public UnsharedObserver(Kernel kernel) {
    this.kernel = kernel;
    watchman.submit(
        () -> {
          prepare();
          // loads the classes for reading, once
          read("/proc/self/status");
        });
  }

  /** Unshares the thread's table; if that fails, it is tried again at the next look. */
  private void prepare() {
    if (apart != Thread.currentThread()) {
      ready = false;
      kernel.home().processControl().ownDescriptors();
      apart = Thread.currentThread();
    }
    if (!ready) {
      letGo(kernel.home().files());
      ready = true;
    }
  }

  /**
   * Closes in this thread's table what does not belong to the Java virtual machine; the standard
   * descriptors refer to /dev/null.
   */
  private static void letGo(Files files) {
    // the table may be full, and listing it needs a descriptor
    for (int standard = 0; standard < STANDARD; standard++) {
      close(files, standard);
    }
    String[] numbers = new File(OWN_TABLE).list();
    if (numbers == null) {
      throw new SysException(Errno.EMFILE, "opendir(\"" + OWN_TABLE + "\")");
    }
    for (String number : numbers) {
      int copy = Integer.parseInt(number);
      try {
        if (!CLASSES.matcher(files.readlink(OWN_TABLE + "/" + number)).matches()) {
          close(files, copy);
        }
      } catch (SysException wasOpenForTheListAlone) {
        // it was open for the listing only
      }
    }
    int nothing = files.open("/dev/null", FileConstants.O_RDWR, 0);
    while (nothing < STANDARD - 1) {
      nothing = files.dup(nothing);
    }
    if (nothing >= STANDARD) {
      files.close(nothing);
    }
  }

  private static void close(Files files, int number) {
    try {
      files.close(number);
    } catch (SysException wasClosed) {
      // closed already
    }
  }

  /**
   * Runs work whose descriptors must not interfere with the session.
   *
   * <p>The shell's own files are read here too, because the session's table may be full.
   *
   * @throws RuntimeException as the work does, usually a {@link SysException}
   */
  public <T> T look(Callable<T> work) throws InterruptedException {
    Callable<T> apartFromTheSession =
        () -> {
          prepare();
          return work.call();
        };
    Future<T> looking = null;
    try {
      looking = watchman.submit(apartFromTheSession);
      return looking.get();
    } catch (RejectedExecutionException over) {
      throw new InterruptedException("the session has ended");
    } catch (InterruptedException nobodyWaits) {
      // a look at /proc ends soon, so the next one need not wait for it
      looking.cancel(true);
      throw nobodyWaits;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw ErrorOfOtherThread.thrown(failed);
      }
      if (e.getCause() instanceof Error failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends the thread, and with it the table. */
  @Override
  public void close() {
    watchman.execute(kernel::leaveThread);
    watchman.shutdown();
  }

  /** The state of a thread of this shell. */
  public ThreadProbe at(Thread thread, InternalWaits waits) throws InterruptedException {
    Pending awaited = waits.pendingOf(thread);
    Long tries = waits.triesOf(thread);
    if (awaited != null && tries != null && awaited.isUnseen()) {
      return new ThreadProbe(ThreadProbe.State.TRIES, null, "tries", tries);
    }
    if (awaited != null) {
      return awaited.isDone()
          ? ThreadProbe.RUNNING
          : new ThreadProbe(ThreadProbe.State.WAITS, null, "waits for " + awaited.getNumber(), 0);
    }
    BlockedCall call = kernel.callOf(thread);
    if (call != null) {
      long sequence = call.sequence();
      String description = call.description();
      int child = call.child();
      if ((sequence & 1) == 1 && !call.pauses()) {
        String sleep = look(() -> sleep(call.thread(), child));
        if (sleep == null || call.sequence() != sequence) {
          return ThreadProbe.RUNNING;
        }
        // a call of the shell itself is not named, but counts as waiting
        ThreadProbe.State state =
            description == null ? ThreadProbe.State.WAITS : ThreadProbe.State.BLOCKED;
        return new ThreadProbe(state, description, sequence + sleep, 0);
      }
    }
    if (tries != null) {
      return new ThreadProbe(ThreadProbe.State.TRIES, null, "tries", tries);
    }
    Thread.State state = thread.getState();
    if (call != null && state == Thread.State.WAITING) {
      String sleep = look(() -> sleep(call.thread(), 0));
      return sleep == null
          ? ThreadProbe.RUNNING
          : new ThreadProbe(ThreadProbe.State.WAITS, null, "in Java" + sleep, 0);
    }
    return ThreadProbe.RUNNING;
  }

  /**
   * Evidence that a thread, and the child that works for it, are asleep in the kernel; otherwise
   * null.
   */
  private static String sleep(int thread, int child) {
    String own = sleepOf("/proc/self/task/" + thread + "/status");
    if (own == null || child == 0) {
      return own;
    }
    String its = sleepOf("/proc/" + child + "/status");
    return its == null ? null : own + its;
  }

  /** Evidence that another process is asleep, is stopped or does not exist; otherwise null. */
  public String sleep(long process) throws InterruptedException {
    return look(
        () -> {
          String status = read("/proc/" + process + "/status");
          return status == null ? "gone" : sleepIn(status, "StTZX");
        });
  }

  /** Whether another process is stopped. */
  public boolean isStopped(long process) throws InterruptedException {
    return look(
        () -> {
          String status = read("/proc/" + process + "/status");
          return status != null && sleepIn(status, "tT") != null;
        });
  }

  private static String sleepOf(String path) {
    String status = read(path);
    return status == null ? null : sleepIn(status, "StT");
  }

  /** The state and the number of context switches: unchanged if it has not run since. */
  private static String sleepIn(String status, String states) {
    StringJoiner proof = new StringJoiner(" ", " ", "");
    for (String line : status.split("\n")) {
      if (line.startsWith("State:")) {
        if (states.indexOf(line.charAt("State:\t".length())) < 0) {
          return null;
        }
        proof.add(line.substring("State:\t".length()));
      } else if (line.contains("ctxt_switches:")) {
        proof.add(line.substring(line.indexOf('\t') + 1));
      }
    }
    return proof.toString();
  }

  /** The text of a file in /proc, null if it does not exist. */
  private static String read(String path) {
    try (InputStream in = new FileInputStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return null;
    }
  }
}

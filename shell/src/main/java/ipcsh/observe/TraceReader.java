package ipcsh.observe;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import java.util.function.BooleanSupplier;

/**
 * Reads what strace writes into a pipe, on a thread of its own, until strace ends. The shell holds
 * the pipe's write end only until strace has opened it by its name in /proc: so no process inherits
 * it, and its end of file is the end of strace.
 */
public final class TraceReader implements Runnable {
  /** As large as a user may have it: strace should not wait for this thread. */
  private static final int CAPACITY = 1 << 20;

  private static final int PIECE = 1 << 18;
  private static final int NOW_AND_THEN = 20;

  private final Kernel kernel;
  private final int reading;
  private final int writing;
  private final StraceParser parser;
  private final BooleanSupplier isOver;
  private Runnable atEnd = () -> {};

  /**
   * A reader, which owns both ends of a pipe from now on.
   *
   * @param isOver whether strace, if it has not written anything yet, never will
   */
  public TraceReader(Kernel kernel, int[] pipe, Observation observation, BooleanSupplier isOver) {
    this.kernel = kernel;
    this.reading = pipe[0];
    this.writing = pipe[1];
    this.parser = new StraceParser(observation);
    this.isOver = isOver;
  }

  /** Sets what is done when strace has ended. */
  public void atEnd(Runnable what) {
    atEnd = what;
  }

  /** Makes a pipe large, as far as this user may. */
  public static void enlarge(Sys sys, int[] pipe) {
    try {
      sys.files().fcntl(pipe[0], FileConstants.F_SETPIPE_SZ, CAPACITY);
    } catch (SysException limited) {
      // the usual size works, too
    }
  }

  /** The name by which strace opens the pipe. */
  public static String log(int shell, int[] pipe) {
    return "/proc/" + shell + "/fd/" + pipe[1];
  }

  /** Starts the thread. */
  public void start(String name) {
    Thread thread = new Thread(this, "strace of " + name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    Sys sys = kernel.own();
    try {
      awaitFirst(sys);
      InternalDescriptors.close(sys, writing);
      readAll(sys);
    } finally {
      parser.end();
      atEnd.run();
      InternalDescriptors.close(sys, reading);
      kernel.leaveThread();
    }
  }

  private void awaitFirst(Sys sys) {
    int[] numbers = {reading};
    int[] events = {FileConstants.POLLIN};
    boolean isThere = false;
    while (!isThere && !isOver.getAsBoolean()) {
      try {
        isThere = sys.polling().poll(numbers, events, NOW_AND_THEN)[0] != 0;
      } catch (SysException interrupted) {
        // it is tried again
      }
    }
  }

  private void readAll(Sys sys) {
    while (true) {
      try {
        byte[] piece = sys.files().read(reading, PIECE);
        if (piece.length == 0) {
          return;
        }
        parser.feed(piece, 0, piece.length);
        if (piece.length < PIECE) {
          parser.showProgress();
        }
      } catch (SysException e) {
        if (e.getErrno() != Errno.EINTR) {
          return;
        }
      }
    }
  }
}

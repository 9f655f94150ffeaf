package ipcsh.handle;

import java.util.Arrays;
import java.util.stream.Stream;

/** An error that happened on another thread, and is thrown in the thread that waited for it. */
public final class ErrorOfOtherThread {
  private static final int OWN = 1;

  private ErrorOfOtherThread() {}

  /** The same error, whose stack goes on with where it is thrown: a line of a script knows it. */
  public static <T extends Throwable> T thrown(T error) {
    StackTraceElement[] there = error.getStackTrace();
    StackTraceElement[] here = new Throwable().getStackTrace();
    error.setStackTrace(
        Stream.concat(Arrays.stream(there), Arrays.stream(here).skip(OWN))
            .toArray(StackTraceElement[]::new));
    return error;
  }
}

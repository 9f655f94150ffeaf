package ipcsh.handle;

import java.util.Arrays;
import java.util.stream.Stream;

/** Rethrows an error of another thread in the thread that waited for it. */
public final class ErrorOfOtherThread {
  private static final int OWN = 1;

  private ErrorOfOtherThread() {}

  /**
   * The same error, with the current stack trace appended, so that the line of the script is found.
   */
  public static <T extends Throwable> T thrown(T error) {
    StackTraceElement[] there = error.getStackTrace();
    StackTraceElement[] here = new Throwable().getStackTrace();
    error.setStackTrace(
        Stream.concat(Arrays.stream(there), Arrays.stream(here).skip(OWN))
            .toArray(StackTraceElement[]::new));
    return error;
  }
}

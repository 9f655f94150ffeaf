package ipcsh.sys.function;

import ipcsh.sys.abi.ProcessConstants;

/** Describes the signals of a fault. */
public final class Faults {
  private Faults() {}

  /** What would happen in a C program; null if there was no fault. */
  public static String say(int signal) {
    return switch (signal) {
      case 0 -> null;
      case ProcessConstants.SIGBUS ->
          "SIGBUS in C: this page is beyond the end of the file, which was truncated or is empty";
      case ProcessConstants.SIGABRT ->
          "abort() in C: these bytes are not such an object, or one in an invalid state";
      case ProcessConstants.SIGILL, ProcessConstants.SIGFPE ->
          "SIGILL or SIGFPE in C: these bytes are not such an object";
      default -> "SIGSEGV in C: the memory is not mapped, or its protection forbids this access";
    };
  }
}

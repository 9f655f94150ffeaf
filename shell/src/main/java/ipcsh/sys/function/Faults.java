package ipcsh.sys.function;

import ipcsh.sys.abi.ProcessConstants;

/** What the signals of a fault mean, in words. */
public final class Faults {
  private Faults() {}

  /** What a C program would have met with; null where there was no fault. */
  public static String say(int signal) {
    return switch (signal) {
      case 0 -> null;
      case ProcessConstants.SIGBUS ->
          "SIGBUS in C: nothing is behind this page, the file has become shorter or is empty";
      case ProcessConstants.SIGABRT ->
          "abort() in C: the bytes there are no such object, or one in an impossible state";
      case ProcessConstants.SIGILL, ProcessConstants.SIGFPE ->
          "SIGILL or SIGFPE in C: the bytes there are no such object";
      default -> "SIGSEGV in C: the memory is not mapped, or not for this access";
    };
  }
}

package ipcsh.sys;

/**
 * An access to memory that the kernel refused: in a C program the end of the process. Whoever knows
 * what the memory is says so to the user.
 */
public final class MemoryFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int signal;

  MemoryFault(int signal) {
    super(null, null, false, false);
    this.signal = signal;
  }

  /** SIGBUS where there is nothing behind the page (a file that shrank), else SIGSEGV. */
  public int signal() {
    return signal;
  }
}

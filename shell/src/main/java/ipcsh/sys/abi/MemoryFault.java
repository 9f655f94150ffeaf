package ipcsh.sys.abi;

/**
 * An access to memory that was not made. The kernel refused it, which in a C program is the end of
 * the process; or a child should have made it and did not, since it was interrupted or has ended. A
 * caller that knows what the memory is tells the user.
 */
public final class MemoryFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Errno errno;
  private final int signal;

  public MemoryFault(Errno errno, int signal) {
    super(null, null, false, false);
    this.errno = errno;
    this.signal = signal;
  }

  /** EFAULT of the kernel; EINTR or ESRCH of a child. */
  public Errno errno() {
    return errno;
  }

  /**
   * SIGBUS where there is nothing behind the page (a file that shrank), else SIGSEGV; 0 where it
   * was not the kernel that refused.
   */
  public int signal() {
    return signal;
  }
}

package ipcsh.sys.abi;

/**
 * Thrown for a memory access that was not made. Either the kernel refused it, which would end a C
 * program; or a child was to make it and did not, because it was interrupted or has ended. The
 * caller, who knows the purpose of the memory, explains it to the user.
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
   * SIGBUS if the page has no backing (a file that shrank), otherwise SIGSEGV; 0 if the kernel did
   * not refuse the access.
   */
  public int signal() {
    return signal;
  }
}

package ipcsh.sys.function;

import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.RecordLock;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/** Record locks: {@code fcntl_locking(2)}, {@code lockf(3)}. */
public final class Locks extends Functions {
  /** The family of the operations of lockf. */
  public static final String OPERATIONS = "F_LOCK";

  private static final NativeFunction FCNTL = NativeFunction.of("fcntl", "fd F_ fcntl").blocking();
  private static final NativeFunction LOCKF =
      NativeFunction.of("lockf", "fd F_LOCK long").blocking();

  public Locks(SyscallInvoker invoker) {
    super(invoker);
  }

  /**
   * {@code fcntl(2)} with a {@code struct flock}.
   *
   * @return the structure after the call: the result of F_GETLK
   */
  public RecordLock fcntl(int fd, int command, RecordLock lock) {
    NativeMemory flock = fresh().take(RecordLock.STRUCT_SIZE).zero();
    lock.write(flock);
    if (invoker.call(FCNTL, fd, command, flock.address(), 0, 0, 0) == -1) {
      throw failure("fcntl", fd, constant("F_", command), lock);
    }
    return RecordLock.read(flock);
  }

  /** {@code lockf(3)}: a record lock of the process, from the current offset on. */
  public int lockf(int fd, int operation, long length) {
    if (invoker.call(LOCKF, fd, operation, length, 0, 0, 0) == -1) {
      throw failure("lockf", fd, constant(OPERATIONS, operation), length);
    }
    return 0;
  }
}

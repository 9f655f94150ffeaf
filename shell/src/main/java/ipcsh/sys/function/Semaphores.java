package ipcsh.sys.function;

import ipcsh.sys.abi.Deadline;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import ipcsh.sys.text.Octal;
import java.time.Duration;

/** POSIX semaphores, {@code sem_overview(7)}; identified by the address of the {@code sem_t}. */
public final class Semaphores extends Functions {
  /** The size of a {@code sem_t} in bytes. */
  public static final int SIZE = 32;

  private static final NativeFunction OPEN =
      NativeFunction.of("sem_open", "path O_ mode int").wide().givingNull();
  private static final NativeFunction CLOSE = NativeFunction.of("sem_close", "ptr").guarded();
  private static final NativeFunction UNLINK = NativeFunction.of("sem_unlink", "path");
  private static final NativeFunction INIT = NativeFunction.of("sem_init", "ptr int int").guarded();
  private static final NativeFunction DESTROY = NativeFunction.of("sem_destroy", "ptr").guarded();
  private static final NativeFunction WAIT =
      NativeFunction.of("sem_wait", "ptr").guarded().blocking();
  private static final NativeFunction TIMEDWAIT =
      NativeFunction.of("sem_timedwait", "ptr timespec").guarded().blocking();
  private static final NativeFunction TRYWAIT = NativeFunction.of("sem_trywait", "ptr").guarded();
  private static final NativeFunction POST = NativeFunction.of("sem_post", "ptr").guarded();
  private static final NativeFunction GETVALUE =
      NativeFunction.of("sem_getvalue", "ptr outint").guarded();

  public Semaphores(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code sem_open(3)}: the address of the semaphore. */
  public long open(String name, int flags, int mode, int value) {
    long path = fresh().string(name).address();
    long address = invoker.call(OPEN, path, flags, mode, value, 0, 0);
    if (address == -1) {
      boolean made = (flags & FileConstants.O_CREAT) != 0;
      throw failure(
          "sem_open",
          name,
          openFlags(flags),
          made ? Octal.of(mode) : NOTHING,
          made ? value : NOTHING);
    }
    return address;
  }

  /** {@code sem_close(3)}. */
  public int close(long address, String shown) {
    return call(CLOSE, address, shown);
  }

  /** {@code sem_unlink(3)}. */
  public int unlink(String name) {
    long path = fresh().string(name).address();
    return check(invoker.call(UNLINK, path, 0, 0, 0, 0, 0), "sem_unlink", name, NOTHING);
  }

  /** {@code sem_init(3)}. */
  public int init(long address, int pshared, int value, String shown) {
    if (invoker.call(INIT, address, pshared, value, 0, 0, 0) == -1) {
      throw failure("sem_init", word(shown), pshared, value);
    }
    return 0;
  }

  /** {@code sem_destroy(3)}. */
  public int destroy(long address, String shown) {
    return call(DESTROY, address, shown);
  }

  /** {@code sem_wait(3)} where it need not wait; whether it was done. */
  public boolean awaitBriefly(long address) {
    return invoker.briefly(TRYWAIT, address, 0) == 0;
  }

  /** {@code sem_post(3)} where nothing is in its way; whether it was done. */
  public boolean postBriefly(long address) {
    return invoker.briefly(POST, address, 0) == 0;
  }

  /** {@code sem_wait(3)}. */
  public int await(long address, String shown) {
    return call(WAIT, address, shown);
  }

  /** {@code sem_trywait(3)}. */
  public int tryWait(long address, String shown) {
    return call(TRYWAIT, address, shown);
  }

  /** {@code sem_timedwait(3)} with a timeout relative to now. */
  public int timedWait(long address, Duration time, String shown) {
    NativeMemory until = Deadline.in(time).store(fresh());
    long result = invoker.call(TIMEDWAIT, address, until.address(), 0, 0, 0, 0);
    return check(result, "sem_timedwait", word(shown), word(time.toMillis() + " ms"));
  }

  /** {@code sem_post(3)}. */
  public int post(long address, String shown) {
    return call(POST, address, shown);
  }

  /** {@code sem_getvalue(3)}. */
  public int getValue(long address, String shown) {
    NativeMemory value = fresh().take(Integer.BYTES);
    long result = invoker.call(GETVALUE, address, value.address(), 0, 0, 0, 0);
    check(result, "sem_getvalue", word(shown), NOTHING);
    return value.getInt(0);
  }

  private int call(NativeFunction function, long address, String shown) {
    long result = invoker.call(function, address, 0, 0, 0, 0, 0);
    return check(result, function.name(), word(shown), NOTHING);
  }
}

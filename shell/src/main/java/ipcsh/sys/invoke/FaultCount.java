package ipcsh.sys.invoke;

import ipcsh.sys.abi.Libc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SwitchPoint;
import java.lang.invoke.VarHandle;

/**
 * How many accesses that Java made itself to mapped files had faulted at some time, because the
 * page is not there (any more).
 *
 * <p>The Java machine has means of its own for that, but it does not know all instructions that its
 * compiler and its interpreter use, and ends at the others. So our handler skips the instruction
 * and counts, and each access is followed by a look at the count: a fault comes before whatever is
 * behind the instruction.
 */
public final class FaultCount {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  private static final boolean X86 = System.getProperty("os.arch").equals("amd64");
  private static final long GETTID = Libc.symbol("gettid");

  private static final MethodHandle COUNT;
  private static final MethodHandle LOAD;
  private static final MethodHandle STORE;

  static {
    try {
      COUNT = new ForeignLinker().reading(MachineCode.get().faultCount());
      LOAD =
          HERE.findVirtual(
              FaultCount.class,
              "load",
              MethodType.methodType(long.class, MethodHandle.class, long.class, long.class));
      STORE =
          HERE.findVirtual(
              FaultCount.class,
              "store",
              MethodType.methodType(
                  void.class, MethodHandle.class, long.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static FaultCount last;

  private final long count;
  private final SwitchPoint unchanged = new SwitchPoint();

  private FaultCount(long count) {
    this.count = count;
  }

  /** The present one. */
  public static synchronized FaultCount now() {
    long count = count();
    if (last == null || last.count != count) {
      last = new FaultCount(count);
    }
    return last;
  }

  private static long count() {
    try {
      return (long) COUNT.invokeExact();
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  /** Invalidated at some time after it has changed: its accesses are of no more use. */
  public SwitchPoint unchanged() {
    return unchanged;
  }

  /** Whether there are accesses of this size: those of one byte have no order. */
  public static boolean isPossible(int size) {
    return X86 && size > 1;
  }

  /**
   * The access {@code (long offset)} of {@link ForeignSegment#loading}, which throws an {@link
   * IllegalArgumentException} where it, or at the same time an access of another thread, has
   * faulted.
   */
  public MethodHandle loading(ForeignSegment segment, int size) {
    MethodHandle access = segment.loading(size);
    return checked(LOAD, access, access.type().changeReturnType(long.class));
  }

  /**
   * The access {@code (long offset, value)} of {@link ForeignSegment#storing}, which throws an
   * {@link IllegalArgumentException} where it has faulted.
   */
  public MethodHandle storing(ForeignSegment segment, int size) {
    MethodHandle access = segment.storing(size);
    return checked(STORE, access, access.type().changeParameterType(1, long.class));
  }

  private MethodHandle checked(MethodHandle check, MethodHandle access, MethodType words) {
    MethodHandle checked =
        MethodHandles.insertArguments(
            check.bindTo(this), 0, MethodHandles.explicitCastArguments(access, words), count);
    return MethodHandles.explicitCastArguments(checked, access.type());
  }

  @SuppressWarnings("unused") // called through a method handle
  private long load(MethodHandle access, long before, long offset) throws Throwable {
    long value = (long) access.invokeExact(offset);
    if ((long) COUNT.invokeExact() != before) {
      throw changed();
    }
    return value;
  }

  @SuppressWarnings("unused") // called through a method handle
  private void store(MethodHandle access, long before, long offset, long value) throws Throwable {
    access.invokeExact(offset, value);
    // the compiler must not look first; no instruction on x86-64
    VarHandle.releaseFence();
    VarHandle.acquireFence();
    long now = (long) COUNT.invokeExact();
    if (now != before) {
      IllegalArgumentException changed = changed();
      if (isOfThisThread(before, now)) {
        throw changed;
      }
    }
  }

  private IllegalArgumentException changed() {
    SwitchPoint.invalidateAll(new SwitchPoint[] {unchanged});
    return new IllegalArgumentException("a fault");
  }

  /** Whether this thread had one of these faults, which is assumed of very many. */
  private static boolean isOfThisThread(long before, long now) {
    if (now - before > MachineCode.KNOWN_FAULTS) {
      return true;
    }
    int thread = (int) Libc.invoke(GETTID, 0, 0, 0, 0, 0, 0);
    for (long number = before; number < now; number++) {
      if (MachineCode.get().faultThread(number) == thread) {
        return true;
      }
    }
    return false;
  }
}

package ipcsh.sys.invoke;

import java.lang.invoke.MethodHandle;

/**
 * Single accesses to memory that may be invalid, by our machine code through the foreign-function
 * interface. A result for which {@link #isFault} is true means that nothing was done; for eight
 * bytes it may be the value nevertheless. Who gets it makes the access the other way, which tells.
 */
public final class ForeignAccess {
  private static final MethodHandle LOAD1 = function(MachineCode.Entry.LOAD1, 1);
  private static final MethodHandle LOAD2 = function(MachineCode.Entry.LOAD2, 1);
  private static final MethodHandle LOAD4 = function(MachineCode.Entry.LOAD4, 1);
  private static final MethodHandle FETCH8 = function(MachineCode.Entry.FETCH8, 1);
  private static final MethodHandle STORE1 = function(MachineCode.Entry.STORE1, 2);
  private static final MethodHandle STORE2 = function(MachineCode.Entry.STORE2, 2);
  private static final MethodHandle STORE4 = function(MachineCode.Entry.STORE4, 2);
  private static final MethodHandle STORE8 = function(MachineCode.Entry.STORE8, 2);
  private static final MethodHandle ADD4 = function(MachineCode.Entry.ADD4, 2);

  static final ForeignAccess SINGLE = new ForeignAccess();

  private ForeignAccess() {}

  private static MethodHandle function(MachineCode.Entry entry, int words) {
    try {
      return new ForeignLinker().brief(MachineCode.get().address(entry), words);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether the result of an access is that of a fault. */
  public static boolean isFault(long result) {
    return MachineCode.signalOf(result) != 0;
  }

  public long load1(long address) {
    try {
      return (long) LOAD1.invokeExact(address);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  public long load2(long address) {
    try {
      return (long) LOAD2.invokeExact(address);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  public long load4(long address) {
    try {
      return (long) LOAD4.invokeExact(address);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  public long load8(long address) {
    try {
      return (long) FETCH8.invokeExact(address);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  public long store1(long address, long value) {
    try {
      return (long) STORE1.invokeExact(address, value);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  public long store2(long address, long value) {
    try {
      return (long) STORE2.invokeExact(address, value);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  public long store4(long address, long value) {
    try {
      return (long) STORE4.invokeExact(address, value);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  public long store8(long address, long value) {
    try {
      return (long) STORE8.invokeExact(address, value);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  /** Adds atomically: the previous value. */
  public long add4(long address, long n) {
    try {
      return (long) ADD4.invokeExact(address, n);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }
}

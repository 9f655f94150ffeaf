package ipcsh.sys.invoke;

import java.lang.invoke.MethodHandle;

/**
 * The accesses through the foreign-function interface, which the compiler turns into plain calls.
 */
final class ForeignAccess extends SingleAccess {
  private static final MethodHandle LOAD1 = function(MachineCode.Entry.LOAD1, 1);
  private static final MethodHandle LOAD2 = function(MachineCode.Entry.LOAD2, 1);
  private static final MethodHandle LOAD4 = function(MachineCode.Entry.LOAD4, 1);
  private static final MethodHandle FETCH8 = function(MachineCode.Entry.FETCH8, 1);
  private static final MethodHandle STORE1 = function(MachineCode.Entry.STORE1, 2);
  private static final MethodHandle STORE2 = function(MachineCode.Entry.STORE2, 2);
  private static final MethodHandle STORE4 = function(MachineCode.Entry.STORE4, 2);
  private static final MethodHandle STORE8 = function(MachineCode.Entry.STORE8, 2);
  private static final MethodHandle ADD4 = function(MachineCode.Entry.ADD4, 2);
  private static final MethodHandle CAS4 = function(MachineCode.Entry.CAS4, 3);
  private static final MethodHandle CAS8 = function(MachineCode.Entry.CAS8, 3);

  static final SingleAccess SINGLE = new ForeignAccess();

  private ForeignAccess() {}

  private static MethodHandle function(MachineCode.Entry entry, int words) {
    try {
      return new ForeignLinker().brief(MachineCode.get().address(entry), words);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public boolean hasSegments() {
    return true;
  }

  @Override
  public long load(long address, int size) {
    try {
      return switch (size) {
        case 1 -> (long) LOAD1.invokeExact(address);
        case 2 -> (long) LOAD2.invokeExact(address);
        case 4 -> (long) LOAD4.invokeExact(address);
        default -> (long) FETCH8.invokeExact(address);
      };
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  @Override
  public long store(long address, int size, long value) {
    try {
      return switch (size) {
        case 1 -> (long) STORE1.invokeExact(address, value);
        case 2 -> (long) STORE2.invokeExact(address, value);
        case 4 -> (long) STORE4.invokeExact(address, value);
        default -> (long) STORE8.invokeExact(address, value);
      };
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  @Override
  public long add4(long address, long n) {
    try {
      return (long) ADD4.invokeExact(address, n);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }

  @Override
  public long cas(long address, int size, long expected, long value) {
    try {
      return size == Integer.BYTES
          ? (long) CAS4.invokeExact(address, expected, value)
          : (long) CAS8.invokeExact(address, expected, value);
    } catch (Throwable failure) {
      throw ForeignCalls.impossible(failure);
    }
  }
}

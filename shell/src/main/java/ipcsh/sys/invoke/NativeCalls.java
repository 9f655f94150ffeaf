package ipcsh.sys.invoke;

import com.kenai.jffi.NativeMethod;
import com.kenai.jffi.NativeMethods;
import ipcsh.sys.abi.Libc;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Calls by native methods, whose code is our machine code: for a Java machine without a
 * foreign-function interface. They need no more than registering.
 */
final class NativeCalls extends FastCalls {
  private static final String SIX = "(JJJJJJJ)J";

  static {
    NativeMethods.register(
        NativeCalls.class,
        List.of(
            method("call", "(JJJJJJJJ)J", MachineCode.Entry.NATIVE_CALL),
            method("enter", SIX, MachineCode.Entry.NATIVE_SYSTEM_CALL),
            method("briefly", "(JJJJJ)J", MachineCode.Entry.NATIVE_BRIEF)));
    MachineCode.bound(new Access());
  }

  private final ByteBuffer errno = ByteBuffer.allocateDirect(Integer.BYTES);
  private final long errnoAddress = Libc.address(errno.order(java.nio.ByteOrder.nativeOrder()));

  private static NativeMethod method(String name, String signature, MachineCode.Entry entry) {
    return new NativeMethod(MachineCode.get().address(entry), name, signature);
  }

  private static native long call(
      long function, long a, long b, long c, long d, long e, long f, long errno);

  private static native long enter(long a, long b, long c, long d, long e, long f, long number);

  private static native long briefly(long function, long a, long b, long c, long d);

  @Override
  long call(long address, long a, long b, long c, long d, long e, long f) {
    return call(address, a, b, c, d, e, f, errnoAddress);
  }

  @Override
  int errno() {
    return errno.getInt(0);
  }

  @Override
  long brief(long address, long a, long b, long c, long d) {
    return briefly(address, a, b, c, d);
  }

  @Override
  long systemCall(long number, long a, long b, long c, long d, long e, long f) {
    return enter(a, b, c, d, e, f, number);
  }

  /** The accesses in the same way. */
  private static final class Access extends SingleAccess {
    private final long load1 = MachineCode.get().address(MachineCode.Entry.LOAD1);
    private final long load2 = MachineCode.get().address(MachineCode.Entry.LOAD2);
    private final long load4 = MachineCode.get().address(MachineCode.Entry.LOAD4);
    private final long fetch8 = MachineCode.get().address(MachineCode.Entry.FETCH8);
    private final long store1 = MachineCode.get().address(MachineCode.Entry.STORE1);
    private final long store2 = MachineCode.get().address(MachineCode.Entry.STORE2);
    private final long store4 = MachineCode.get().address(MachineCode.Entry.STORE4);
    private final long store8 = MachineCode.get().address(MachineCode.Entry.STORE8);
    private final long add4 = MachineCode.get().address(MachineCode.Entry.ADD4);
    private final long cas4 = MachineCode.get().address(MachineCode.Entry.CAS4);
    private final long cas8 = MachineCode.get().address(MachineCode.Entry.CAS8);

    @Override
    public long load(long address, int size) {
      long function =
          switch (size) {
            case 1 -> load1;
            case 2 -> load2;
            case 4 -> load4;
            default -> fetch8;
          };
      return briefly(function, address, 0, 0, 0);
    }

    @Override
    public long store(long address, int size, long value) {
      long function =
          switch (size) {
            case 1 -> store1;
            case 2 -> store2;
            case 4 -> store4;
            default -> store8;
          };
      return briefly(function, address, value, 0, 0);
    }

    @Override
    public long add4(long address, long n) {
      return briefly(add4, address, n, 0, 0);
    }

    @Override
    public long cas(long address, int size, long expected, long value) {
      return briefly(size == Integer.BYTES ? cas4 : cas8, address, expected, value, 0);
    }
  }
}

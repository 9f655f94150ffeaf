package ipcsh.sys.abi;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The C library of this process, called through jffi, on which jnr-ffi is based: a function is an
 * address and takes six 64-bit integers. A driven child can execute such a call as well, and no
 * classes need to be generated at start-up.
 */
public final class Libc {
  private static final Type WORD = Type.SINT64;

  /** Six arguments and a result; jffi saves errno in the same native call. */
  private static final CallContext SIX = new CallContext(WORD, WORD, WORD, WORD, WORD, WORD, WORD);

  private static final Invoker INVOKER = Invoker.getInstance();
  private static final LastError ERRNO = LastError.getInstance();

  private Libc() {}

  public static long invoke(long function, long a, long b, long c, long d, long e, long f) {
    return INVOKER.invokeL6(SIX, function, a, b, c, d, e, f);
  }

  public static int errno() {
    return ERRNO.get();
  }

  public static long symbol(String name) {
    long address = Library.getDefault().getSymbolAddress(name);
    if (address == 0) {
      throw new UnsupportedOperationException("this C library has no function " + name);
    }
    return address;
  }

  /** A view of native memory, in native byte order. */
  public static ByteBuffer view(long address, int size) {
    return MemoryIO.getInstance().newDirectByteBuffer(address, size).order(ByteOrder.nativeOrder());
  }

  /** The address of a direct buffer. */
  public static long address(ByteBuffer direct) {
    return MemoryIO.getInstance().getDirectBufferAddress(direct);
  }
}

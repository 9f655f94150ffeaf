package ipcsh.sys;

import static ipcsh.sys.abi.MessageLayout.IOVEC_SIZE;
import static ipcsh.sys.abi.MessageLayout.IOV_LEN;
import static ipcsh.sys.abi.MessageLayout.MSGHDR_SIZE;
import static ipcsh.sys.abi.MessageLayout.MSG_IOV;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.invoke.ArgumentKind;
import ipcsh.sys.invoke.InvokerDecorator;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.ByteBuffer;

/**
 * An invoker that injects results: calls fail without reaching the kernel, or transfer fewer bytes
 * than requested; the remaining bytes are really not transferred. A descriptor is closed even if
 * the injected result of close is an error, as on Linux.
 */
public final class InjectingInvoker extends InvokerDecorator {
  private final Injections injections;
  private boolean injected;
  private Errno failure;
  private long room;

  InjectingInvoker(SyscallInvoker inner, Injections injections) {
    super(inner);
    this.injections = injections;
  }

  @Override
  public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    failure = null;
    room = Long.MAX_VALUE;
    Injection injection =
        function.isSilent() ? null : injections.next(process(), function.called());
    injected = injection != null;
    if (!injected) {
      return super.call(function, a, b, c, d, e, f);
    }
    if (injection.getErrno() == null) {
      return shortened(function, new long[] {a, b, c, d, e, f}, injection.getBytes());
    }
    if (function.name().equals("close") && super.call(function, a, b, c, d, e, f) == -1) {
      injected = false;
      return -1;
    }
    failure = injection.getErrno();
    return -1;
  }

  private long shortened(NativeFunction function, long[] words, int most) {
    int message = function.indexOf(ArgumentKind.IN_MESSAGE, ArgumentKind.OUT_MESSAGE);
    int size =
        function.indexOf(
                ArgumentKind.IN, ArgumentKind.OUT, ArgumentKind.IN_PLACE, ArgumentKind.OUT_PLACE)
            + 1;
    if (message < 0) {
      long wanted = words[size];
      words[size] = Math.min(wanted, most);
      return cut(wanted, words[size], made(function, words));
    }
    long vector = Libc.view(words[message], MSGHDR_SIZE).getLong(MSG_IOV);
    ByteBuffer data = Libc.view(vector, IOVEC_SIZE);
    long wanted = data.getLong(IOV_LEN);
    long count = Math.min(wanted, most);
    data.putLong(IOV_LEN, count);
    try {
      return cut(wanted, count, made(function, words));
    } finally {
      // restored, because the caller and the trace expect the requested size there
      data.putLong(IOV_LEN, wanted);
    }
  }

  private long made(NativeFunction function, long[] words) {
    return super.call(function, words[0], words[1], words[2], words[3], words[4], words[5]);
  }

  /**
   * The result of a call that was to transfer {@code wanted} bytes and was limited to {@code
   * count}: at most {@code count}. With MSG_TRUNC the kernel includes the truncated bytes, so the
   * result can exceed the size of the buffer.
   */
  private long cut(long wanted, long count, long result) {
    injected = count < wanted && result >= count;
    room = count;
    return result;
  }

  @Override
  public int errno() {
    return failure == null ? super.errno() : failure.getNumber();
  }

  @Override
  public int fault() {
    return failure == null ? super.fault() : 0;
  }

  @Override
  public boolean unanswered() {
    return failure == null && super.unanswered();
  }

  @Override
  public long room(long bytes) {
    return Math.min(bytes, room);
  }

  @Override
  public boolean injected() {
    return injected;
  }
}

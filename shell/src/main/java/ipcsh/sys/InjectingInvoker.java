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
 * An invoker at which calls fail that the kernel never sees, or are about fewer bytes than their
 * caller wants: what is not taken is really not taken. What is closed is closed, whatever close
 * says, as on Linux.
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
    int size = function.indexOf(ArgumentKind.IN, ArgumentKind.OUT) + 1;
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
      // who has laid it out, and who traces the call, finds there what was wanted
      data.putLong(IOV_LEN, wanted);
    }
  }

  private long made(NativeFunction function, long[] words) {
    return super.call(function, words[0], words[1], words[2], words[3], words[4], words[5]);
  }

  /**
   * The result of a call that was to be about {@code wanted} bytes and was about {@code count}:
   * ours where it would have been more. With MSG_TRUNC the kernel tells what it has cut off, too,
   * and the result is more than there was room for.
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

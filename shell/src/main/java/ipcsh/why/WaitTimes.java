package ipcsh.why;

import ipcsh.inspect.FutexCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/** Timeouts of calls, read from the memory of the process that waits. */
final class WaitTimes {
  private static final int TIMESPEC = 16;
  private static final double NANOS = 1e9;

  private WaitTimes() {}

  /** The seconds in a {@code struct timespec}; 0 if it cannot be read, null if there is none. */
  static Double relative(int pid, long address, WaitContext context) {
    return address == 0 ? null : seconds(pid, address, context);
  }

  /** The seconds until a time of CLOCK_REALTIME; 0 if it cannot be read, null if there is none. */
  static Double until(int pid, long address, WaitContext context) {
    return address == 0
        ? null
        : left(seconds(pid, address, context), System.currentTimeMillis() / 1e3);
  }

  /** The seconds after which a futex call ends. */
  static Double ofFutex(FutexCall call, int pid, WaitContext context) {
    if (!call.isTimed()) {
      return null;
    }
    double time = seconds(pid, call.timeout(), context);
    if (call.command() == FutexCall.WAIT) {
      return time;
    }
    boolean isReal = call.isByRealtime() || call.command() == FutexCall.LOCK_PI;
    // on Linux the time of the virtual machine is CLOCK_MONOTONIC
    double now = isReal ? System.currentTimeMillis() / 1e3 : System.nanoTime() / NANOS;
    return left(time, now);
  }

  private static double left(double until, double now) {
    return until == 0 ? 0 : Math.max(1e-3, until - now);
  }

  private static double seconds(int pid, long address, WaitContext context) {
    byte[] bytes = context.memory(pid, address, TIMESPEC);
    if (bytes == null) {
      return 0;
    }
    ByteBuffer time = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    return time.getLong(0) + time.getLong(Long.BYTES) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}

package ipcsh.random;

import ipcsh.sys.Door;
import ipcsh.sys.Fn;
import ipcsh.sys.Functions;
import ipcsh.sys.Mem;

/** {@code getrandom(2)}. */
final class Random extends Functions {
  private static final Fn GETRANDOM = Fn.of("getrandom", "out size GRND_NONBLOCK,GRND_RANDOM").wide().blocking();

  Random(Door door) {
    super(door);
  }

  byte[] getrandom(int n, int flags) {
    Mem buffer = fresh().take(n);
    long got = door.call(GETRANDOM, buffer.address(), n, flags, 0, 0, 0);
    if (got == -1) {
      throw failure("getrandom", n, flags);
    }
    return buffer.get(0, (int) got);
  }
}

package ipcsh.sys.fork;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.SysException;

/**
 * Memory shared by this process and all its forked children, mapped before the first fork and
 * divided into slots of equal size: for the arguments of a child's calls. Memory is allocated when
 * it is written to.
 */
final class SharedPool {
  /** A slot consists of a page for requests, and two areas for arguments. */
  static final int HEADER = 4096;

  static final int AREA = 4 << 20;
  private static final int SLOT_SIZE = HEADER + 2 * AREA;

  private static final int[] SLOTS = {512, 128, 32};
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED_ANONYMOUS_NORESERVE = 0x4021;
  private static final int MADV_REMOVE = 9;

  private final long base;
  private final boolean[] used;

  /** Maps as much as the limits of this process allow. */
  SharedPool() {
    long mapped = -1;
    int count = 0;
    for (int i = 0; mapped == -1 && i < SLOTS.length; i++) {
      count = SLOTS[i];
      mapped =
          Libc.invoke(
              Libc.symbol("mmap"),
              0,
              (long) count * SLOT_SIZE,
              PROT_READ_WRITE,
              MAP_SHARED_ANONYMOUS_NORESERVE,
              -1,
              0);
    }
    if (mapped == -1) {
      throw new SysException(Errno.of(Libc.errno()), "mmap(" + (long) count * SLOT_SIZE + ")");
    }
    base = mapped;
    used = new boolean[count];
  }

  /**
   * Allocates a slot.
   *
   * @throws SysException EAGAIN if none is left
   */
  synchronized long take() {
    for (int i = 0; i < used.length; i++) {
      if (!used[i]) {
        used[i] = true;
        return base + (long) i * SLOT_SIZE;
      }
    }
    throw new SysException(Errno.EAGAIN, "fork()");
  }

  /** Frees a slot, and returns its memory to the system. */
  synchronized void give(long slot) {
    Libc.invoke(Libc.symbol("madvise"), slot, SLOT_SIZE, MADV_REMOVE, 0, 0, 0);
    used[(int) ((slot - base) / SLOT_SIZE)] = false;
  }
}

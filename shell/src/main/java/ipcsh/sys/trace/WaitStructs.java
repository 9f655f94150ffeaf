package ipcsh.sys.trace;

import ipcsh.sys.abi.EpollEvent;
import ipcsh.sys.abi.FdSets;
import ipcsh.sys.abi.Libc;
import java.nio.ByteBuffer;
import java.util.StringJoiner;
import java.util.function.BiFunction;

/** The structures of {@code select(2)}, epoll and terminals, in the notation of strace and in C. */
final class WaitStructs {
  /** Selects the value of a set or a time before the call. */
  static final boolean BEFORE = true;

  private static final int NANOSECONDS = 1000;

  private final StraceNames names;

  WaitStructs(StraceNames names) {
    this.names = names;
  }

  /** A set of descriptors, {@code [3 4]}. */
  static String set(long at, boolean before) {
    if (at == 0) {
      return "NULL";
    }
    ByteBuffer set = Libc.view(at, 2 * FdSets.SIZE);
    StringJoiner out = new StringJoiner(" ", "[", "]");
    for (int fd = 0; fd < FdSets.FD_SETSIZE; fd++) {
      if (FdSets.has(set.get((before ? FdSets.SIZE : 0) + fd / Byte.SIZE), fd)) {
        out.add(Integer.toString(fd));
      }
    }
    return out.toString();
  }

  /** A time as passed to the kernel. */
  static String time(long at, boolean before) {
    if (at == 0) {
      return "NULL";
    }
    ByteBuffer time = Libc.view(at, 2 * FdSets.TIME_SIZE);
    int start = before ? FdSets.TIME_SIZE : 0;
    return "{tv_sec="
        + time.getLong(start)
        + ", tv_nsec="
        + time.getLong(start + 8) * NANOSECONDS
        + "}";
  }

  static String timeInC(long at) {
    ByteBuffer time = Libc.view(at, 2 * FdSets.TIME_SIZE);
    return "&(struct timeval) {"
        + time.getLong(FdSets.TIME_SIZE)
        + ", "
        + time.getLong(FdSets.TIME_SIZE + 8)
        + "}";
  }

  /** The result of select: the number of descriptors, which ones, and the remaining time. */
  static String result(long[] words, long count) {
    if (count <= 0) {
      return count == 0 ? "0 (Timeout)" : Long.toString(count);
    }
    StringJoiner out = new StringJoiner(", ", count + " (", ")");
    String[] titles = {"in", "out", "except"};
    for (int i = 0; i < titles.length; i++) {
      String ready = set(words[i + 1], !BEFORE);
      if (!ready.equals("NULL") && !ready.equals("[]")) {
        out.add(titles[i] + " " + ready);
      }
    }
    if (words[titles.length + 1] != 0) {
      out.add("left " + time(words[titles.length + 1], !BEFORE));
    }
    return out.toString();
  }

  String event(long at) {
    ByteBuffer event = Libc.view(at, EpollEvent.SIZE);
    return "{events="
        + names.of(EpollEvent.FAMILY, event.getInt(EpollEvent.EVENTS))
        + ", data={u32="
        + Integer.toUnsignedString(event.getInt(EpollEvent.DATA))
        + ", u64="
        + Long.toUnsignedString(event.getLong(EpollEvent.DATA))
        + "}}";
  }

  String events(long at, long count) {
    StringJoiner out = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < count; i++) {
      out.add(event(at + (long) EpollEvent.SIZE * i));
    }
    return out.toString();
  }

  static String eventInC(long at, BiFunction<String, Long, String> flags) {
    ByteBuffer event = Libc.view(at, EpollEvent.SIZE);
    long data = event.getLong(EpollEvent.DATA);
    String field = data == (int) data && data >= 0 ? ".data.fd = " : ".data.u64 = ";
    return "&(struct epoll_event) {"
        + flags.apply(EpollEvent.FAMILY, (long) event.getInt(EpollEvent.EVENTS))
        + ", "
        + field
        + data
        + "}";
  }

  /** A {@code struct winsize}. */
  static String windowSize(long at) {
    ByteBuffer size = Libc.view(at, 8);
    String[] fields = {"ws_row", "ws_col", "ws_xpixel", "ws_ypixel"};
    StringJoiner out = new StringJoiner(", ", "{", "}");
    for (int i = 0; i < fields.length; i++) {
      out.add(fields[i] + "=" + (size.getShort(Short.BYTES * i) & 0xffff));
    }
    return out.toString();
  }
}

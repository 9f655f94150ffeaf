package ipcsh.inspect;

import java.util.StringJoiner;

/** Names of the bits of a mask, by their C names; others as a number. */
final class MaskNames {
  /** {@code epoll_ctl(2)}; EPOLLERR and EPOLLHUP, which are always waited for, are not said. */
  static final MaskNames EPOLL =
      new MaskNames(
          "EPOLL",
          "1 IN 2 PRI 4 OUT 8 - 10 - 40 RDNORM 80 RDBAND 100 WRNORM 200 WRBAND 400 MSG 2000 RDHUP"
              + " 10000000 EXCLUSIVE 20000000 WAKEUP 40000000 ONESHOT 80000000 ET");

  /** {@code inotify(7)}; those that the kernel sets by itself are not said. */
  static final MaskNames INOTIFY =
      new MaskNames(
          "IN_",
          "1 ACCESS 2 MODIFY 4 ATTRIB 8 CLOSE_WRITE 10 CLOSE_NOWRITE 20 OPEN 40 MOVED_FROM"
              + " 80 MOVED_TO 100 CREATE 200 DELETE 400 DELETE_SELF 800 MOVE_SELF 2000 - 4000 -"
              + " 8000 - 4000000 EXCL_UNLINK 8000000 - 80000000 ONESHOT");

  private static final int HEX = 16;

  private final String prefix;
  private final String[] words;

  private MaskNames(String prefix, String table) {
    this.prefix = prefix;
    this.words = table.split(" ");
  }

  String of(int mask) {
    StringJoiner out = new StringJoiner("|");
    int left = mask;
    for (int i = 0; i < words.length; i += 2) {
      int bit = Integer.parseUnsignedInt(words[i], HEX);
      if ((mask & bit) != 0 && !words[i + 1].equals("-")) {
        out.add(prefix + words[i + 1]);
      }
      left &= ~bit;
    }
    return left == 0 ? out.toString() : out.add("0x" + Integer.toHexString(left)).toString();
  }
}

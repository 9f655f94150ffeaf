package ipcsh.inspect;

import ipcsh.sys.abi.FlagWords;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of watched events, as in C; unknown bits as a number. */
final class MaskNames {
  /** {@code epoll_ctl(2)}; EPOLLERR and EPOLLHUP are always implied and not shown. */
  static final MaskNames EPOLL =
      new MaskNames(
          "EPOLL",
          0x18,
          "1 IN 2 PRI 4 OUT 40 RDNORM 80 RDBAND 100 WRNORM 200 WRBAND 400 MSG 2000 RDHUP"
              + " 10000000 EXCLUSIVE 20000000 WAKEUP 40000000 ONESHOT 80000000 ET");

  /** {@code inotify(7)}; events that the kernel always reports are not shown. */
  static final MaskNames INOTIFY =
      new MaskNames(
          "IN_",
          0x0800e000,
          "1 ACCESS 2 MODIFY 4 ATTRIB 8 CLOSE_WRITE 10 CLOSE_NOWRITE 20 OPEN 40 MOVED_FROM"
              + " 80 MOVED_TO 100 CREATE 200 DELETE 400 DELETE_SELF 800 MOVE_SELF"
              + " 4000000 EXCL_UNLINK 80000000 ONESHOT");

  private static final int HEX = 16;

  private final int unsaid;
  private final FlagWords words;

  private MaskNames(String prefix, int unsaid, String table) {
    this.unsaid = unsaid;
    Map<String, Integer> names = new LinkedHashMap<>();
    String[] pairs = table.split(" ");
    for (int i = 0; i < pairs.length; i += 2) {
      names.put(prefix + pairs[i + 1], Integer.parseUnsignedInt(pairs[i], HEX));
    }
    this.words = new FlagWords(names, 0);
  }

  String of(int mask) {
    return words.of(mask & ~unsaid);
  }
}

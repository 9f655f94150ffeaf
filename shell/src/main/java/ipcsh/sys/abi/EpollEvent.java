package ipcsh.sys.abi;

/** The layout of {@code struct epoll_event}, which is packed only on x86-64. */
public final class EpollEvent {
  private static final boolean PACKED = !System.getProperty("os.arch").equals("aarch64");

  /** The offset of {@code events}. */
  public static final int EVENTS = 0;

  /** The offset of {@code data}. */
  public static final int DATA = PACKED ? 4 : 8;

  public static final int SIZE = DATA + 8;

  /** The prefix of the constants that are events. */
  public static final String FAMILY = "EPOLL";

  private EpollEvent() {}

  /** Whether a constant is an event, not an operation or a flag of {@code epoll_create1(2)}. */
  static boolean isEvent(String name) {
    return name.startsWith(FAMILY) && !name.startsWith(FAMILY + "_");
  }
}

package ipcsh.inspect;

/**
 * The master of a pseudo-terminal; its slave is the device file {@link #slave()}.
 *
 * @param index the number of the pseudo-terminal
 */
public record TerminalObject(String id, int index) implements KernelObject {
  private static final String DIRECTORY = "/dev/pts/";

  /** What is opened for a new master: all have this one path. */
  static final String PATH = "/dev/ptmx";

  /** The same path in the file system of the slaves. */
  static final String OTHER_PATH = DIRECTORY + "ptmx";

  /** The master that a descriptor is, or null. */
  public static TerminalObject of(String link, FdInfo info) {
    long index = isMaster(link) ? info.number("tty-index", -1) : -1;
    return index < 0 ? null : new TerminalObject("ptmx:" + index, (int) index);
  }

  /** Whether a link leads to a master. */
  public static boolean isMaster(String link) {
    return link.equals(PATH) || link.equals(OTHER_PATH);
  }

  /** Whether a path is a slave's. */
  static boolean isSlave(String path) {
    return path.startsWith(DIRECTORY) && !path.equals(OTHER_PATH);
  }

  /** The path of the slave. */
  public String slave() {
    return DIRECTORY + index;
  }

  /** Whether an object is the slave. */
  public boolean isOf(KernelObject object) {
    return object instanceof FileObject file && file.path().equals(slave());
  }

  @Override
  public String kind() {
    return "pty master";
  }
}

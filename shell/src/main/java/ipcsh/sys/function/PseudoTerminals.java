package ipcsh.sys.function;

import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.TerminalConstants;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import ipcsh.sys.text.KernelText;
import java.util.Arrays;

/** Pseudo-terminals: {@code pty(7)}. */
public final class PseudoTerminals extends Functions {
  /** Opens the other side of a master; it gives a descriptor, which no int of an argument is. */
  private static final int TIOCGPTPEER = 0x5441;

  /** Room for the path of a slave. */
  private static final int PATH = 64;

  /** The fields of {@code struct winsize}, 16 bits each. */
  private static final int FIELDS = 4;

  private static final NativeFunction POSIX_OPENPT =
      NativeFunction.of("posix_openpt", "O_").blocking();
  private static final NativeFunction GRANTPT = NativeFunction.of("grantpt", "fd");
  private static final NativeFunction UNLOCKPT = NativeFunction.of("unlockpt", "fd");
  private static final NativeFunction PTSNAME =
      NativeFunction.of("ptsname_r", "fd outpath size").givingError();
  private static final NativeFunction PEER = NativeFunction.of("ioctl", "fd ioctl ptr").blocking();
  private static final NativeFunction WINDOW = NativeFunction.of("ioctl", "fd ioctl winsize");

  public PseudoTerminals(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code posix_openpt(3)}: a new master. */
  public int posixOpenpt(int flags) {
    fresh();
    return check(
        invoker.call(POSIX_OPENPT, flags, 0, 0, 0, 0, 0),
        "posix_openpt",
        constant("O_", flags),
        NOTHING);
  }

  /** {@code grantpt(3)}. */
  public int grantpt(int fd) {
    fresh();
    return check(invoker.call(GRANTPT, fd, 0, 0, 0, 0, 0), "grantpt", fd, NOTHING);
  }

  /** {@code unlockpt(3)}. */
  public int unlockpt(int fd) {
    fresh();
    return check(invoker.call(UNLOCKPT, fd, 0, 0, 0, 0, 0), "unlockpt", fd, NOTHING);
  }

  /** {@code ptsname(3)}: the path of the slave. */
  public String ptsname(int fd) {
    NativeMemory room = fresh().take(PATH).zero();
    if (invoker.call(PTSNAME, fd, room.address(), PATH, 0, 0, 0) == -1) {
      throw failure("ptsname", fd);
    }
    byte[] bytes = room.get(0, PATH);
    int end = 0;
    while (bytes[end] != 0) {
      end++;
    }
    return KernelText.decode(Arrays.copyOf(bytes, end));
  }

  /** The slave of a master, opened without a path. */
  public int peer(int master, int flags) {
    fresh();
    int fd = (int) invoker.call(PEER, master, TIOCGPTPEER, flags, 0, 0, 0);
    if (fd == -1) {
      throw failure("openpty");
    }
    return fd;
  }

  /**
   * {@code openpty(3)}: the master and the slave, unlocked.
   *
   * @throws SysException where one of its calls fails; nothing is open then
   */
  public int[] openpty() {
    int master = posixOpenpt(FileConstants.O_RDWR | FileConstants.O_NOCTTY);
    try {
      grantpt(master);
      unlockpt(master);
      return new int[] {master, peer(master, FileConstants.O_RDWR | FileConstants.O_NOCTTY)};
    } catch (SysException failed) {
      new Files(invoker).close(master);
      throw failed;
    }
  }

  /** TIOCGWINSZ: rows, columns, and the size in pixels. */
  public int[] window(int fd) {
    NativeMemory size = fresh().take(FIELDS * Short.BYTES).zero();
    if (invoker.call(WINDOW, fd, FileConstants.TIOCGWINSZ, size.address(), 0, 0, 0) == -1) {
      throw failure("ioctl", fd, word("TIOCGWINSZ"));
    }
    int[] fields = new int[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
      fields[i] = size.getShort(i * Short.BYTES) & 0xffff;
    }
    return fields;
  }

  /** TIOCSWINSZ; the foreground process group of the terminal gets SIGWINCH. */
  public int setWindow(int fd, int... fields) {
    NativeMemory size = fresh().take(FIELDS * Short.BYTES).zero();
    for (int i = 0; i < FIELDS; i++) {
      size.putShort(i * Short.BYTES, fields[i]);
    }
    if (invoker.call(WINDOW, fd, TerminalConstants.TIOCSWINSZ, size.address(), 0, 0, 0) == -1) {
      throw failure("ioctl", fd, word("TIOCSWINSZ"));
    }
    return 0;
  }
}

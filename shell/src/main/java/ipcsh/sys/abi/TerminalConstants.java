package ipcsh.sys.abi;

/** Requests of {@code ioctl_tty(2)}, beside those of {@link FileConstants}. */
public final class TerminalConstants {
  public static final int TIOCSWINSZ = 0x5414;
  public static final int TIOCGPGRP = 0x540f;
  public static final int TIOCGSID = 0x5429;
  public static final int TIOCGPTN = 0x80045430;
  public static final int TIOCSPTLCK = 0x40045431;
  public static final int TIOCGPTLCK = 0x80045439;

  private TerminalConstants() {}
}

package ipcsh.sys.abi;

/** The layout of {@code struct sigaction}; a test compares it with the headers. */
public final class SignalAction {
  public static final int SIZE = 152;
  public static final int HANDLER = 0;
  public static final int FLAGS = 136;
  public static final int SA_SIGINFO = 4;
  public static final int SA_RESTART = 0x10000000;

  private SignalAction() {}
}

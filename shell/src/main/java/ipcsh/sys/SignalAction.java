package ipcsh.sys;

/** The layout of {@code struct sigaction}; a test compares it with the headers. */
final class SignalAction {
  static final int SIZE = 152;
  static final int HANDLER = 0;
  static final int FLAGS = 136;
  static final int SA_SIGINFO = 4;
  static final int SA_RESTART = 0x10000000;

  private SignalAction() {}
}

package ipcsh.sys.abi;

/**
 * What {@code rt_sigaction(2)} takes and gives on x86-64 and aarch64; the C library's {@code struct
 * sigaction} ({@link SignalAction}) is another one.
 */
public final class KernelSignalAction {
  public static final int SIZE = 32;
  public static final int HANDLER = 0;
  public static final int FLAGS = 8;
  public static final int RESTORER = 16;
  public static final int MASK = 24;

  private KernelSignalAction() {}
}

package ipcsh.handle;

import ipcsh.sys.abi.SignalConstants;

/** What a signal did before, where that was no block: equal to the number of its C name. */
public final class Disposition {
  public static final Disposition SIG_DFL = new Disposition("SIG_DFL", SignalConstants.SIG_DFL);
  public static final Disposition SIG_IGN = new Disposition("SIG_IGN", SignalConstants.SIG_IGN);

  private final String name;
  private final int number;

  private Disposition(String name, int number) {
    this.name = name;
    this.number = number;
  }

  /** {@code SIG_DFL} or {@code SIG_IGN} as the kernel has it. */
  public int getNumber() {
    return number;
  }

  @Override
  public boolean equals(Object other) {
    return other == this || other instanceof Number n && n.intValue() == number;
  }

  @Override
  public int hashCode() {
    return Integer.hashCode(number);
  }

  @Override
  public String toString() {
    return name;
  }
}

package ipcsh;

import static ipcsh.sys.FileConstants.TIOCGWINSZ;

import ipcsh.language.Rendering;
import ipcsh.sys.Kernel;
import ipcsh.sys.Printable;
import ipcsh.sys.SysException;
import java.util.function.Function;

/** What standard output is, for results that look otherwise on a terminal. */
final class Paper {
  private static final int STANDARD_OUTPUT = 1;
  private static final int COLUMNS_SHIFT = 16;

  private Paper() {}

  /** Whether it is a terminal. */
  static boolean isTerminal() {
    return Interactive.isTerminal(STANDARD_OUTPUT);
  }

  /** What others have written, as it may be printed: on a terminal nothing in it acts. */
  static String foreign(String text) {
    return isTerminal() ? Printable.lines(text) : text;
  }

  /** How results are written: in the width and the colours of a terminal where there is one. */
  static Function<Object, String> of(Kernel kernel, Options options) {
    if (!isTerminal()) {
      return Rendering::of;
    }
    boolean color = options.wantsColor() && !"dumb".equals(System.getenv("TERM"));
    return value -> Rendering.of(value, columns(kernel), color);
  }

  /** {@code struct winsize} begins with the rows and the columns, 16 bits each. */
  private static int columns(Kernel kernel) {
    try {
      return kernel.home().files().ioctl(STANDARD_OUTPUT, TIOCGWINSZ, 0) >>> COLUMNS_SHIFT;
    } catch (SysException closedMeanwhile) {
      return 0;
    }
  }
}

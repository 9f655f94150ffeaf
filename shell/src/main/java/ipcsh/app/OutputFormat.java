package ipcsh.app;

import static ipcsh.sys.abi.FileConstants.TIOCGWINSZ;

import ipcsh.draw.WrappedText;
import ipcsh.language.Rendering;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.EscapedText;
import java.util.function.Function;

/** What standard output and standard error are, for texts that look otherwise on a terminal. */
final class OutputFormat {
  static final int STANDARD_OUTPUT = 1;
  static final int STANDARD_ERROR = 2;
  private static final int COLUMNS_SHIFT = 16;

  private OutputFormat() {}

  /** Whether it is a terminal. */
  static boolean isTerminal() {
    return InteractiveMode.isTerminal(STANDARD_OUTPUT);
  }

  /** What others have written, as it may be printed: on a terminal nothing in it acts. */
  static String foreign(String text) {
    return isTerminal() ? EscapedText.lines(text) : text;
  }

  /** How results are written: in the width and the colours of a terminal where there is one. */
  static Function<Object, String> of(Kernel kernel, Options options) {
    if (!isTerminal()) {
      return Rendering::of;
    }
    boolean color = options.wantsColor() && !"dumb".equals(System.getenv("TERM"));
    return value -> Rendering.of(value, columns(kernel, STANDARD_OUTPUT), color);
  }

  /** A text with its words whole, where the descriptor is a terminal; nothing runs yet. */
  static String wrapped(String text, int descriptor) {
    return InteractiveMode.isTerminal(descriptor)
        ? WrappedText.wrap(text, columns(SessionFactory.kernel(), descriptor), 2)
        : text;
  }

  /**
   * The columns of a terminal, 0 where the descriptor is none. {@code struct winsize} begins with
   * the rows and the columns, 16 bits each.
   */
  static int columns(Kernel kernel, int descriptor) {
    if (!InteractiveMode.isTerminal(descriptor)) {
      return 0;
    }
    try {
      return kernel.home().files().ioctl(descriptor, TIOCGWINSZ, 0) >>> COLUMNS_SHIFT;
    } catch (SysException closedMeanwhile) {
      return 0;
    }
  }
}

package ipcsh.app;

import static ipcsh.sys.abi.FileConstants.TIOCGWINSZ;

import ipcsh.draw.WrappedText;
import ipcsh.language.Rendering;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.EscapedText;
import java.util.function.Function;

/** Properties of standard output and standard error on which the format of texts depends. */
final class OutputFormat {
  static final int STANDARD_OUTPUT = 1;
  static final int STANDARD_ERROR = 2;
  private static final int COLUMNS_SHIFT = 16;

  private OutputFormat() {}

  /** Whether it is a terminal. */
  static boolean isTerminal() {
    return InteractiveMode.isTerminal(STANDARD_OUTPUT);
  }

  /** Text from others in printable form: on a terminal, control characters are escaped. */
  static String foreign(String text) {
    return isTerminal() ? EscapedText.lines(text) : text;
  }

  /** The formatter of results: for the width and the colours of the terminal, if there is one. */
  static Function<Object, String> of(Kernel kernel, Options options) {
    if (!isTerminal()) {
      return Rendering::of;
    }
    boolean color = options.wantsColor() && !"dumb".equals(System.getenv("TERM"));
    return value -> Rendering.of(value, columns(kernel, STANDARD_OUTPUT), color);
  }

  /**
   * A text wrapped between words if the descriptor is a terminal; usable before the session exists.
   */
  static String wrapped(String text, int descriptor) {
    return InteractiveMode.isTerminal(descriptor)
        ? WrappedText.wrap(text, columns(SessionFactory.kernel(), descriptor), 2)
        : text;
  }

  /**
   * The number of columns of a terminal, 0 if the descriptor is not one. {@code struct winsize}
   * begins with rows and columns, 16 bits each.
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

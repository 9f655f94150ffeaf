package ipcsh.command.model;

import ipcsh.sys.abi.Constants;

/** Parses the text of a {@link Default}: a number in C syntax, or constants joined by {@code |}. */
public final class Defaults {
  private Defaults() {}

  /** The value; an int if it fits. */
  public static Object parse(String text, Constants constants) {
    if (text.startsWith("'")) {
      return text.substring(1, text.length() - 1).replace("\\0", "\0");
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    long value = 0;
    for (String part : text.split("\\|")) {
      value |= number(part.trim(), constants);
    }
    return value == (int) value ? (Object) (int) value : (Object) value;
  }

  private static long number(String text, Constants constants) {
    if (Character.isDigit(text.charAt(0)) || text.charAt(0) == '-') {
      return Long.decode(text);
    }
    Integer value = constants.get(text);
    if (value == null) {
      throw new IllegalArgumentException("no constant " + text + " for a default");
    }
    return value;
  }
}

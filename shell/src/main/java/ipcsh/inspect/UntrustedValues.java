package ipcsh.inspect;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Values received from another process, none of which is trusted: each is checked for type and
 * bounds, or refused. The sender may run as a less privileged user, and need not be a shell.
 */
public final class UntrustedValues {
  /** Thrown for a value that no shell sends. */
  public static final class Wrong extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** An invalid value. */
    public Wrong(String what) {
      super(what);
    }
  }

  /** The maximum length of a word: a name, a call, an address. */
  private static final int LONGEST_WORD = 1 << 16;

  /** The maximum length of a text: an error with its values, a C program. */
  private static final int LONGEST_TEXT = 1 << 20;

  private static final int MOST = 100_000;

  private final Map<?, ?> values;

  private UntrustedValues(Map<?, ?> values) {
    this.values = values;
  }

  /** Named values. */
  public static UntrustedValues of(Object what) {
    if (what instanceof Map<?, ?> values) {
      return new UntrustedValues(values);
    }
    throw new Wrong("expected names with values, received " + kind(what));
  }

  /** A list. */
  public static List<?> list(Object what) {
    if (what instanceof List<?> list && list.size() <= MOST) {
      return list;
    }
    throw new Wrong("expected a list of at most " + MOST + " values, received " + kind(what));
  }

  /** A word: contains no line breaks or control characters. */
  public static String word(Object what) {
    return EscapedText.word(text("a word", what, LONGEST_WORD));
  }

  /** A name, unchanged. */
  public static String name(Object what) {
    return text("a name", what, LONGEST_WORD);
  }

  private static String text(String name, Object what, int longest) {
    if (what instanceof String text && text.length() <= longest) {
      return text;
    }
    throw new Wrong(
        name + ": expected a text of at most " + longest + " letters, received " + kind(what));
  }

  private static String kind(Object what) {
    return what == null
        ? "nothing"
        : what instanceof String text
            ? "a text of " + text.length()
            : what instanceof List<?> list
                ? "a list of " + list.size()
                : what instanceof Map<?, ?>
                    ? "a map"
                    : what instanceof Number ? "a number" : "something else";
  }

  /** Whether there is a value with this name. */
  public boolean has(String name) {
    return values.get(name) != null;
  }

  /** A value that is a word. */
  public String word(String name) {
    return EscapedText.word(text(name, values.get(name), LONGEST_WORD));
  }

  /** The same, or null if there is none. */
  public String wordOrNull(String name) {
    return has(name) ? word(name) : null;
  }

  /** A name, unchanged. */
  public String name(String name) {
    return text(name, values.get(name), LONGEST_WORD);
  }

  /** A text of any length, unchanged: to be escaped when it is shown. */
  public String raw(String name) {
    return text(name, values.get(name), Integer.MAX_VALUE);
  }

  /** The same, or null if there is none. */
  public String rawOrNull(String name) {
    return has(name) ? raw(name) : null;
  }

  /** A boolean. */
  public boolean truth(String name) {
    if (values.get(name) instanceof Boolean truth) {
      return truth;
    }
    throw new Wrong(name + ": expected true or false, received " + kind(values.get(name)));
  }

  /** Nested named values. */
  public UntrustedValues values(String name) {
    return of(values.get(name));
  }

  /** A text that may have several lines; contains no control characters. */
  public String text(String name) {
    return EscapedText.lines(text(name, values.get(name), LONGEST_TEXT));
  }

  /** The same, or null if there is none. */
  public String textOrNull(String name) {
    return has(name) ? text(name) : null;
  }

  /** A list of texts, empty if there is none. */
  public List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (Object each : has(name) ? list(values.get(name)) : List.of()) {
      all.add(EscapedText.lines(text(name, each, LONGEST_TEXT)));
    }
    return all;
  }

  /** A number within these bounds. */
  public long number(String name, long least, long most) {
    Object what = values.get(name);
    if (what instanceof Integer || what instanceof Long) {
      long number = ((Number) what).longValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Wrong(
        name + ": expected a number from " + least + " to " + most + ", received " + kind(what));
  }

  /** An errno. */
  public Errno errno(String name) {
    if (values.get(name) instanceof Errno errno) {
      return errno;
    }
    throw new Wrong(name + ": expected an errno, received " + kind(values.get(name)));
  }

  /** A constant of this enum. */
  public <E extends Enum<E>> E one(String name, Class<E> of) {
    return one(name, values.get(name), of);
  }

  /** The same for a value without a name. */
  public static <E extends Enum<E>> E one(String name, Object what, Class<E> of) {
    return Arrays.stream(of.getEnumConstants())
        .filter(each -> each.name().equals(what))
        .findAny()
        .orElseThrow(
            () -> new Wrong(name + ": received " + kind(what) + ", which is not one of these"));
  }
}

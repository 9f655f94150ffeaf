package ipcsh.sys.abi;

import ipcsh.sys.function.Functions;
import ipcsh.sys.text.Quoted;
import java.util.List;
import java.util.StringJoiner;

/**
 * A call as text, {@code bind(3, "/tmp/x")}, in a readable form: C names, no lengths, no pointers.
 */
public final class CallText {
  public static final Object NOTHING = new Object();

  /** The maximum number of bytes of data shown. */
  private static final int SHOWN = 32;

  /** No constant of the language: its result is a descriptor, which {@code ioctl} does not give. */
  private static final int TIOCGPTPEER = 0x5441;

  /**
   * Names for printing; the constants of plugins are printed by the plugins' own calls as numbers.
   */
  private static final class Names {
    static final Constants CONSTANTS = new Constants(List.of());
  }

  /** A constant or a set of flags; an optional one is omitted if it is 0. */
  record Flags(String family, long value, boolean optional) {
    boolean isLeftOut() {
      return optional && toString().equals("0");
    }

    @Override
    public String toString() {
      return Names.CONSTANTS.render(family, value);
    }
  }

  private CallText() {}

  /** The name of an ioctl request. */
  public static Object request(int request) {
    if (request == TIOCGPTPEER) {
      return new Word("TIOCGPTPEER");
    }
    String name = Names.CONSTANTS.render("FIO", request);
    name = name.matches("-?\\d+") ? Names.CONSTANTS.render("SIO", request) : name;
    name = name.matches("-?\\d+") ? Names.CONSTANTS.render("TIO", request) : name;
    return new Word(name.matches("-?\\d+") ? "0x" + Integer.toHexString(request) : name);
  }

  /** An argument that is formatted already. */
  public static Object word(String text) {
    return new Word(text);
  }

  /** A formatted argument; not a String, which would be quoted. */
  private record Word(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** The text of a call with arguments as in {@link Functions#failure}. */
  public static String of(String function, Object... arguments) {
    StringJoiner text = new StringJoiner(", ", function + "(", ")");
    for (Object argument : arguments) {
      if (argument == NOTHING
          || argument instanceof FailedCall.Unshown
          || argument instanceof Flags flags && flags.isLeftOut()) {
        continue;
      }
      text.add(render(argument));
    }
    return text.toString();
  }

  /** A constant of a family, always shown. */
  public static Object constant(String family, long value) {
    return new Flags(family, value, false);
  }

  /** A set of flags, omitted if it is 0. */
  public static Object flags(String family, long value) {
    return new Flags(family, value, true);
  }

  private static String render(Object argument) {
    if (argument == null) {
      return "NULL";
    }
    if (argument instanceof Integer number) {
      return Integer.toString(StaleDescriptor.shown(number));
    }
    if (argument instanceof String text) {
      return Quoted.text(text);
    }
    if (argument instanceof SocketAddress address) {
      return Quoted.text(address.unescaped());
    }
    if (argument instanceof byte[] bytes) {
      return Quoted.bytes(bytes, SHOWN);
    }
    return argument.toString();
  }
}

package ipcsh.observe;

import ipcsh.sys.abi.SocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Socket addresses as strace prints them, as text of the language. */
public final class ObservedAddress {
  private static final Pattern UNIX = Pattern.compile("sun_path=(@?\".*\")\\}?");
  private static final Pattern PORT = Pattern.compile("sin6?_port=htons\\((\\d{1,5})\\)");
  private static final Pattern INET = Pattern.compile("inet_addr\\(\"([^\"]*)\"\\)");
  private static final Pattern INET6 = Pattern.compile("inet_pton\\(AF_INET6, \"([^\"]*)\"");

  private ObservedAddress() {}

  /**
   * The address of a {@code struct sockaddr}, {@code {sa_family=AF_UNIX, sun_path="/tmp/x"}}:
   * {@code /tmp/x}, {@code @name}, {@code 127.0.0.1:80}; null if it has none or is of another
   * family.
   */
  public static String of(String struct) {
    Matcher unix = UNIX.matcher(struct);
    if (unix.find()) {
      return ofPath(unix.group(1));
    }
    Matcher port = PORT.matcher(struct);
    if (!port.find()) {
      return null;
    }
    Matcher host = INET.matcher(struct);
    if (host.find()) {
      return host.group(1) + ":" + port.group(1);
    }
    Matcher host6 = INET6.matcher(struct);
    return host6.find() ? "[" + host6.group(1) + "]:" + port.group(1) : null;
  }

  /** The address of a quoted path or, after an {@code @}, an abstract name. */
  static String ofPath(String quoted) {
    byte[] name = StraceString.bytes(quoted);
    return name == null ? null : SocketAddress.unix(name).toString();
  }
}

package ipcsh.observe;

import ipcsh.sys.text.KernelText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A descriptor in a call, and what was behind it when strace looked: {@code 3<pipe:[123]>}.
 *
 * @param number its number; {@link #WORKING_DIRECTORY} for AT_FDCWD
 * @param target what is behind it, as strace prints it between the brackets; empty if unknown
 */
public record ObservedDescriptor(int number, String target) {
  /** AT_FDCWD. */
  public static final int WORKING_DIRECTORY = -100;

  private static final Pattern SOCKET =
      Pattern.compile("([A-Za-z0-9_-]+):\\[(\\d+)(?:->(\\d+))?(?:,(.*))?\\]");
  private static final Pattern ADDRESSES =
      Pattern.compile("(?:TCP|UDP|UDPLITE|DCCP|SCTP|ICMP|RAW|PING)(?:v6)?:\\[(.*)\\]");
  private static final String PIPE = "pipe:[";

  /** Of an argument or a result, {@code 3<pipe:[123]>}; null if it is none. */
  public static ObservedDescriptor of(String text) {
    int open = text.indexOf('<');
    String number = open < 0 ? text : text.substring(0, open);
    int value;
    if (number.equals("AT_FDCWD")) {
      value = WORKING_DIRECTORY;
    } else if (number.length() <= 10 && number.matches("\\d{1,10}|-\\d{1,9}")) {
      value = (int) Long.parseLong(number);
    } else {
      return null;
    }
    if (open < 0) {
      return new ObservedDescriptor(value, "");
    }
    int end = CallSyntax.afterTarget(text, open, text.length());
    return end < 0 ? null : new ObservedDescriptor(value, text.substring(open + 1, end - 1));
  }

  /** Whether it is a pipe without a name. */
  public boolean isPipe() {
    return target.startsWith(PIPE);
  }

  /** Whether it is a socket. */
  public boolean isSocket() {
    return target.startsWith("socket:[")
        || target.startsWith("UNIX")
        || target.startsWith("NETLINK")
        || ADDRESSES.matcher(target).matches();
  }

  /** Whether it is a socket of the internet domain. */
  public boolean isInternet() {
    return ADDRESSES.matcher(target).matches();
  }

  /** The path of a file, FIFO or device; null of anything else. */
  public String path() {
    if (!target.startsWith("/")) {
      return null;
    }
    int device = target.indexOf('<');
    return KernelText.decode(
        StraceString.unescaped(device < 0 ? target : target.substring(0, device)));
  }

  /** The kind of a device, {@code char 136:1}, or null. */
  public String device() {
    int open = target.indexOf('<');
    return target.startsWith("/") && open > 0
        ? target.substring(open + 1, target.length() - 1)
        : null;
  }

  /**
   * The ID of the object, as {@link ipcsh.inspect.KernelObject#id} has it; null if strace does not
   * tell: of a file, and of an internet socket that has an address.
   */
  public String object() {
    if (isPipe()) {
      return target;
    }
    Matcher socket = isSocket() ? SOCKET.matcher(target) : null;
    return socket != null && socket.matches() ? "socket:[" + socket.group(2) + "]" : null;
  }

  /** The ID of the socket to which this one is connected, or null. */
  public String peer() {
    Matcher socket = isSocket() ? SOCKET.matcher(target) : null;
    boolean isKnown = socket != null && socket.matches() && socket.group(3) != null;
    return isKnown && !socket.group(3).equals("0") ? "socket:[" + socket.group(3) + "]" : null;
  }

  /**
   * The name of a socket: {@code /tmp/x}, {@code @name}, {@code 127.0.0.1:80}; null if it has none.
   */
  public String name() {
    Matcher addresses = ADDRESSES.matcher(target);
    if (addresses.matches()) {
      String both = addresses.group(1);
      int arrow = both.indexOf("->");
      String own = arrow < 0 ? both : both.substring(0, arrow);
      return own.indexOf(':') < 0 ? null : own;
    }
    Matcher socket = isSocket() ? SOCKET.matcher(target) : null;
    if (socket == null || !socket.matches() || socket.group(4) == null) {
      return null;
    }
    return ObservedAddress.ofPath(socket.group(4));
  }

  /** The address to which an internet socket is connected, or null. */
  public String peerName() {
    Matcher addresses = ADDRESSES.matcher(target);
    int arrow = addresses.matches() ? addresses.group(1).indexOf("->") : -1;
    return arrow < 0 ? null : addresses.group(1).substring(arrow + 2);
  }

  @Override
  public String toString() {
    return number == WORKING_DIRECTORY ? "AT_FDCWD" : Integer.toString(number);
  }
}

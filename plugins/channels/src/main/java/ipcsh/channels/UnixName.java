package ipcsh.channels;

import ipcsh.sys.abi.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jnr.unixsocket.UnixSocketAddress;

/**
 * The name of a UNIX domain socket as returned by the kernel, with all its bytes: passed to a
 * channel again it denotes exactly that socket, whatever bytes the name consists of. Prints as in
 * the session.
 */
public final class UnixName extends UnixSocketAddress {
  private static final long serialVersionUID = 1;

  /** The library truncates a longer path. */
  private static final int LONGEST = 107;

  private static final int FAMILY = Short.BYTES;

  private final transient SocketAddress address;

  UnixName(SocketAddress address) {
    super(known(name(address)));
    this.address = address;
  }

  /** The name passed to the library's own code: each character is one byte. */
  private static String known(byte[] name) {
    boolean plain = name.length <= LONGEST;
    for (byte b : name) {
      plain &= b >= 0;
    }
    return plain ? new String(name, StandardCharsets.US_ASCII) : "";
  }

  /** The bytes of the name: none, those of a path, or a NUL and those of an abstract name. */
  private static byte[] name(SocketAddress address) {
    byte[] bytes = address.bytes();
    byte[] name = Arrays.copyOfRange(bytes, Math.min(FAMILY, bytes.length), bytes.length);
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return end == 0 ? name : Arrays.copyOf(name, end);
  }

  /**
   * The kernel's address for an address of a Java class; its path is encoded in UTF-8.
   *
   * @throws UnsupportedAddressTypeException for an address that is not of a UNIX domain socket
   * @throws IllegalArgumentException for a name that is too long, and for none
   */
  static SocketAddress of(java.net.SocketAddress given) {
    if (given instanceof UnixName known) {
      if (known.isUnnamed()) {
        throw new IllegalArgumentException("the socket has no name: it cannot be reached by one");
      }
      return known.address;
    }
    String path;
    if (given instanceof UnixSocketAddress address) {
      path = address.path();
    } else if (given instanceof UnixDomainSocketAddress javas) {
      path = javas.getPath().toString();
    } else {
      throw new UnsupportedAddressTypeException();
    }
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length > LONGEST + 1) {
      throw new IllegalArgumentException(
          "expected a name of 1 to " + (LONGEST + 1) + " bytes, given " + name.length);
    }
    return SocketAddress.unix(name);
  }

  /** The address of a socket that has a name, or null. */
  static UnixName orNull(SocketAddress address) {
    UnixName name = address == null ? null : new UnixName(address);
    return name == null || name.isUnnamed() ? null : name;
  }

  /** The sender of a datagram, which may have no name. */
  static UnixName sender(SocketAddress address) {
    return new UnixName(address == null ? SocketAddress.unix(new byte[0]) : address);
  }

  /** Whether it is the address of a socket without a name, to which no datagram can be sent. */
  public boolean isUnnamed() {
    return name(address).length == 0;
  }

  @Override
  public String path() {
    return new String(name(address), StandardCharsets.UTF_8);
  }

  @Override
  public String humanReadablePath() {
    return toString();
  }

  @Override
  public String toString() {
    return isUnnamed() ? "unnamed" : address.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnixName name
        ? Arrays.equals(name(address), name(name.address))
        : other instanceof UnixSocketAddress address && path().equals(address.path());
  }

  @Override
  public int hashCode() {
    return path().hashCode();
  }
}

package ipcsh.sys;

import static ipcsh.sys.SocketConstants.AF_INET;
import static ipcsh.sys.SocketConstants.AF_INET6;
import static ipcsh.sys.SocketConstants.AF_UNIX;
import static ipcsh.sys.SocketConstants.AF_UNSPEC;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A {@code struct sockaddr} as bytes, and as the text that people read and write: a path, {@code
 * @name} for the abstract namespace, {@code 127.0.0.1:80}, {@code [::1]:80}. The empty text is the
 * address of a UNIX socket without a name.
 */
public final class SocketAddress {
  /** {@code sizeof(struct sockaddr_storage)}: room for whatever the kernel gives. */
  public static final int STORAGE = 128;

  private static final int UNIX_PATH = 108;
  private static final int UNIX_SIZE = 2 + UNIX_PATH;

  private final byte[] bytes;

  private SocketAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads an address as a socket of this family would.
   *
   * @throws IllegalArgumentException where the text is no address of the family
   */
  public static SocketAddress parse(int family, String text) {
    return switch (family) {
      case AF_INET, AF_INET6 -> new SocketAddress(InternetText.parse(family, text));
      default -> unix(text);
    };
  }

  /** An address of the internet, of the bytes of a host and a port. */
  public static SocketAddress internet(int family, byte[] host, int port) {
    boolean four = family == AF_INET;
    ByteBuffer out = header(family, four ? InternetText.SIZE4 : InternetText.SIZE6);
    out.putShort((short) port);
    if (!four) {
      out.putInt(0);
    }
    return new SocketAddress(out.put(host).array());
  }

  /** The address that dissolves a connection: a family alone, AF_UNSPEC. */
  public static SocketAddress unspecified() {
    return new SocketAddress(header(AF_UNSPEC, 16).array());
  }

  /** The address of no name, which makes {@code bind} choose one: zeros, of AF_UNIX none. */
  public static SocketAddress unnamed(int family) {
    int size =
        switch (family) {
          case AF_INET -> InternetText.SIZE4;
          case AF_INET6 -> InternetText.SIZE6;
          default -> 2;
        };
    return new SocketAddress(header(family, size).array());
  }

  private static SocketAddress unix(String text) {
    byte[] name = Text.encode(text);
    if (name.length == 0) {
      return unnamed(AF_UNIX);
    }
    if (name[0] == '@') {
      ByteBuffer out = header(AF_UNIX, 2 + name.length);
      out.put((byte) 0).put(name, 1, name.length - 1);
      return new SocketAddress(out.array());
    }
    if (indexOfNul(name) >= 0) {
      throw new IllegalArgumentException("a path has no NUL character in it");
    }
    int size = name.length < UNIX_PATH ? UNIX_SIZE : 2 + name.length;
    return new SocketAddress(header(AF_UNIX, size).put(name).array());
  }

  private static int indexOfNul(byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if (name[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  static ByteBuffer header(int family, int size) {
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    return out.putShort((short) family).order(ByteOrder.BIG_ENDIAN);
  }

  /** What the kernel wrote, {@code length} bytes of it; null where it wrote nothing. */
  static SocketAddress read(Mem memory, int length) {
    return length == 0 ? null : new SocketAddress(memory.get(0, Math.min(length, memory.size())));
  }

  /** An address of the bytes that stand in memory. */
  static SocketAddress of(byte[] sockaddr) {
    return new SocketAddress(sockaddr);
  }

  /** Lays the address out in the arena. */
  Mem store(Arena arena) {
    return arena.store(bytes);
  }

  /** Its length in bytes, to be passed beside the pointer. */
  int length() {
    return bytes.length;
  }

  /** The family, AF_UNIX, AF_INET, ... */
  public int family() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getShort() & 0xffff;
  }

  /** All its bytes, as the kernel is given them. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes behind the family. */
  byte[] body() {
    return Arrays.copyOfRange(bytes, 2, bytes.length);
  }

  @Override
  public String toString() {
    return switch (family()) {
      case AF_INET, AF_INET6 -> InternetText.render(bytes);
      default -> unixText();
    };
  }

  private String unixText() {
    byte[] name = body();
    if (name.length == 0) {
      return "";
    }
    if (name[0] == 0) {
      return "@" + Text.decode(Arrays.copyOfRange(name, 1, name.length));
    }
    int end = indexOfNul(name);
    return Text.decode(end < 0 ? name : Arrays.copyOf(name, end));
  }
}

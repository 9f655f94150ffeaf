package ipcsh.sys.abi;

import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.AF_NETLINK;
import static ipcsh.sys.abi.SocketConstants.AF_UNIX;
import static ipcsh.sys.abi.SocketConstants.AF_UNSPEC;
import static ipcsh.sys.abi.SocketConstants.AF_VSOCK;

import ipcsh.sys.text.Quoted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A {@code struct sockaddr} as bytes, and as text for users: a path, {@code @name} in the abstract
 * namespace, {@code 127.0.0.1:80}, {@code [::1]:80}, {@code netlink 4711}, {@code 2:1024} of a
 * vsock. The empty text is the address of a UNIX domain socket without a name. This class is the
 * only one that parses, formats and lays out sockaddrs.
 */
public final class SocketAddress {
  /** {@code sizeof(struct sockaddr_storage)}: sufficient for every address. */
  public static final int STORAGE = 128;

  /** The family of a descriptor that is not a socket: the call itself will report it. */
  private static final int UNKNOWN = -1;

  private final byte[] bytes;

  private SocketAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Parses an address of this family.
   *
   * @throws IllegalArgumentException if the text is not an address of the family
   */
  public static SocketAddress parse(int family, String text) {
    return switch (family) {
      case AF_INET, AF_INET6 -> new SocketAddress(InternetText.parse(family, text));
      case AF_NETLINK -> new SocketAddress(NumberedText.netlink(text));
      case AF_VSOCK -> new SocketAddress(NumberedText.vsock(text));
      case AF_UNIX, UNKNOWN -> new SocketAddress(UnixText.parse(text));
      default -> new SocketAddress(NumberedText.other(family, text));
    };
  }

  /** An internet address, from the bytes of a host, and a port. */
  public static SocketAddress internet(int family, byte[] host, int port) {
    boolean four = family == AF_INET;
    ByteBuffer out = header(family, four ? InternetText.SIZE4 : InternetText.SIZE6);
    out.putShort((short) port);
    if (!four) {
      out.putInt(0);
    }
    return new SocketAddress(out.put(host).array());
  }

  /** The address that dissolves a connection: only a family, AF_UNSPEC. */
  public static SocketAddress unspecified() {
    return new SocketAddress(header(AF_UNSPEC, 16).array());
  }

  /** The address for which {@code bind} chooses one: zeros, for AF_UNIX only the family. */
  public static SocketAddress unnamed(int family) {
    return switch (family) {
      case AF_INET -> new SocketAddress(header(family, InternetText.SIZE4).array());
      case AF_INET6 -> new SocketAddress(header(family, InternetText.SIZE6).array());
      case AF_NETLINK -> new SocketAddress(header(family, NumberedText.NETLINK_SIZE).array());
      case AF_VSOCK -> new SocketAddress(NumberedText.anyVsock());
      default -> new SocketAddress(header(family, Short.BYTES).array());
    };
  }

  /** The address of a UNIX domain socket with this {@code sun_path}. */
  public static SocketAddress unix(byte[] name) {
    return new SocketAddress(header(AF_UNIX, Short.BYTES + name.length).put(name).array());
  }

  /**
   * An address from the value of {@link #bytes}.
   *
   * @throws IllegalArgumentException if there are too few or too many bytes
   */
  public static SocketAddress of(byte[] bytes) {
    if (bytes.length < Short.BYTES || bytes.length > STORAGE) {
      throw new IllegalArgumentException("a sockaddr is not of " + bytes.length + " bytes");
    }
    return new SocketAddress(bytes.clone());
  }

  static ByteBuffer header(int family, int size) {
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    return out.putShort((short) family).order(ByteOrder.BIG_ENDIAN);
  }

  /** An address written by the kernel, of {@code length} bytes; null if nothing was written. */
  public static SocketAddress read(NativeMemory memory, int length) {
    return length == 0 ? null : new SocketAddress(memory.get(0, Math.min(length, memory.size())));
  }

  /** Copies the address to the arena. */
  public NativeMemory store(Arena arena) {
    return arena.store(bytes);
  }

  /** Its length in bytes, to be passed with the pointer. */
  public int length() {
    return bytes.length;
  }

  /** The family, AF_UNIX, AF_INET, ... */
  public int family() {
    return family(bytes);
  }

  /** All its bytes, as passed to the kernel. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * Its text, escaped if the name of a UNIX domain socket has non-printing characters; {@link
   * #parse} converts it to exactly this address.
   */
  @Override
  public String toString() {
    return family() == AF_UNIX ? UnixText.escape(UnixText.raw(bytes)) : unescaped();
  }

  /** Whether its text may differ from {@link #unescaped}: that of a name, not of numbers. */
  public boolean mayNeedEscapes() {
    return family() == AF_UNIX;
  }

  /** Its text with the name unescaped. */
  public String unescaped() {
    int family = family();
    return switch (family) {
      case AF_UNSPEC -> "";
      case AF_UNIX -> UnixText.raw(bytes);
      case AF_INET, AF_INET6 -> InternetText.render(bytes);
      default -> NumberedText.render(family, bytes);
    };
  }

  /**
   * A {@code struct sockaddr} in the notation of strace.
   *
   * @param family returns the name of a family
   */
  public static String traced(byte[] bytes, IntFunction<String> family) {
    int number = family(bytes);
    String fields =
        switch (number) {
          case AF_UNIX -> UnixText.traced(bytes);
          case AF_INET, AF_INET6 -> InternetText.traced(number, bytes);
          default -> NumberedText.traced(number, bytes);
        };
    if (fields == null) {
      byte[] rest = Arrays.copyOfRange(bytes, Short.BYTES, bytes.length);
      fields = rest.length == 0 ? "" : ", sa_data=" + Quoted.bytes(rest, rest.length);
    }
    return "{sa_family=" + family.apply(number) + fields + "}";
  }

  /**
   * The same as a C expression; a variable if there is no literal for it.
   *
   * @param literal makes a string literal from bytes
   */
  public static String inC(byte[] bytes, Function<byte[], String> literal) {
    int number = bytes.length < Short.BYTES ? AF_UNSPEC : family(bytes);
    String struct =
        switch (number) {
          case AF_UNIX -> UnixText.inC(bytes, literal);
          case AF_INET -> InternetText.inC(bytes);
          default -> null;
        };
    return "(struct sockaddr *) &" + (struct == null ? "addr" : "(struct sockaddr" + struct + "}");
  }

  private static int family(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getShort() & 0xffff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SocketAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}

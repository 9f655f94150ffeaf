package ipcsh.handle;

import ipcsh.sys.abi.SocketAddress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * A socket address whose name cannot be written as plain text: it contains non-printing characters,
 * or is not valid UTF-8. Prints with escapes, {@code @tight\0\0}, and otherwise behaves as that
 * text; passed to a command it is exactly the address that the kernel returned. All other addresses
 * are Strings ({@link #of}).
 */
public final class Address implements CharSequence, Comparable<CharSequence> {
  private final SocketAddress address;
  private final String text;

  private Address(SocketAddress address, String text) {
    this.address = address;
    this.text = text;
  }

  /**
   * An address as a value of the language: a String if possible, otherwise an instance of this
   * class.
   */
  public static CharSequence of(SocketAddress address) {
    if (!address.mayNeedEscapes()) {
      return address.unescaped();
    }
    String text = address.toString();
    return text.equals(address.unescaped()) ? text : new Address(address, text);
  }

  /** The socket address. */
  public SocketAddress socketAddress() {
    return address;
  }

  /** The name without escapes, for use as a path. */
  public String unescaped() {
    return address.unescaped();
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public int compareTo(CharSequence other) {
    return equals(other) ? 0 : text.compareTo(other.toString());
  }

  /** Equal to the same address, to its text, and to the unescaped name. */
  @Override
  public boolean equals(Object other) {
    if (other instanceof Address same) {
      return address.equals(same.address);
    }
    return other instanceof CharSequence said
        && (text.contentEquals(said) || address.unescaped().contentEquals(said));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  /** Called by Groovy for methods that this class does not have: those of String. */
  public Object methodMissing(String name, Object arguments) {
    Object[] given = (Object[]) arguments;
    for (Method method : String.class.getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == given.length) {
        try {
          return method.invoke(text, given);
        } catch (IllegalArgumentException otherTypes) {
          // try another method of this name
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new IllegalArgumentException(name + ": " + e.getCause(), e);
        }
      }
    }
    throw new UsageException("an address is used as a String, which has no method " + name);
  }
}

package ipcsh.handle;

import ipcsh.sys.abi.SocketAddress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The address of a socket whose name no plain text says: it has characters that are not shown, or
 * bytes that are no UTF-8. Prints with them escaped, {@code @tight\0\0}, and is otherwise as its
 * text; passed to a command it is exactly the address that the kernel told. All other addresses are
 * Strings ({@link #of}).
 */
public final class Address implements CharSequence, Comparable<CharSequence> {
  private final SocketAddress address;
  private final String text;

  private Address(SocketAddress address, String text) {
    this.address = address;
    this.text = text;
  }

  /** An address as the language gives it: the text that says it, or one of these. */
  public static CharSequence of(SocketAddress address) {
    String text = address.toString();
    return text.equals(address.unescaped()) ? text : new Address(address, text);
  }

  /** The address itself. */
  public SocketAddress socketAddress() {
    return address;
  }

  /** The name with its characters as they are: for who takes it as the path that it is. */
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

  /** Equal to the same address, to its text, and to the name that is not escaped. */
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

  /** The methods that only Strings have: Groovy asks here for what it does not find. */
  public Object methodMissing(String name, Object arguments) {
    Object[] given = (Object[]) arguments;
    for (Method method : String.class.getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == given.length) {
        try {
          return method.invoke(text, given);
        } catch (IllegalArgumentException otherTypes) {
          // then it is another method of this name
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new IllegalArgumentException(name + ": " + e.getCause(), e);
        }
      }
    }
    throw new UsageException("an address is used as a String, which has no method " + name);
  }
}

package ipcsh.language;

import ipcsh.handle.Address;
import java.util.Map;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;

/**
 * Lets an address that cannot be written as plain text be used like a text, if a text is on the
 * left side too: {@code '@tight\0\0' == m.from}, {@code case '@tight\0\0':}, {@code names[m.from]}.
 * A Groovy extension.
 */
public final class AddressTexts {
  private AddressTexts() {}

  /** {@code '@x' == m.from}: called by Groovy if the left side is a text. */
  public static int compareTo(CharSequence self, Address address) {
    return -address.compareTo(self);
  }

  /** {@code '@x'.equals(m.from)}, as called by Groovy. */
  public static boolean equals(CharSequence self, Address address) {
    return address.equals(self);
  }

  /** {@code switch (m.from) { case '@x': }}. */
  public static boolean isCase(CharSequence self, Address address) {
    return address.equals(self);
  }

  /** {@code names[m.from]}: the key is the address itself, or a text that denotes it. */
  public static <V> V getAt(Map<?, V> self, Address address) {
    @SuppressWarnings("unchecked")
    Map<Object, V> map = (Map<Object, V>) self;
    Object key = address;
    if (!map.containsKey(key)) {
      key = map.keySet().stream().filter(address::equals).findFirst().orElse(address);
    }
    return DefaultGroovyMethods.getAt(map, key);
  }
}

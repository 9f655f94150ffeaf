package ipcsh.language;

import ipcsh.handle.Address;
import java.util.Map;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;

/**
 * An address whose name no plain text says is used as its text where a text stands on the left too:
 * {@code '@tight\0\0' == m.from}, {@code case '@tight\0\0':}, {@code names[m.from]}. An extension
 * of Groovy.
 */
public final class AddressTexts {
  private AddressTexts() {}

  /** {@code '@x' == m.from}: Groovy asks for this where the left side is a text. */
  public static int compareTo(CharSequence self, Address address) {
    return -address.compareTo(self);
  }

  /** {@code '@x'.equals(m.from)}, as Groovy calls it. */
  public static boolean equals(CharSequence self, Address address) {
    return address.equals(self);
  }

  /** {@code switch (m.from) { case '@x': }}. */
  public static boolean isCase(CharSequence self, Address address) {
    return address.equals(self);
  }

  /** {@code names[m.from]}: under the address itself, or under a text that says it. */
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

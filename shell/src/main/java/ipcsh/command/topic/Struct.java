package ipcsh.command.topic;

import java.util.LinkedHashMap;
import java.util.Locale;

/**
 * A C structure as a map of its fields, by their names in C. A field is also found without the
 * prefix that all fields share: {@code onoff} is {@code l_onoff}, {@code rtt} is {@code tcpi_rtt},
 * {@code drops} is {@code SK_MEMINFO_DROPS}.
 */
class Struct extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1;

  private final String prefix;

  /**
   * An empty one.
   *
   * @param prefix the common prefix of the C names of its fields
   */
  Struct(String prefix) {
    this.prefix = prefix;
  }

  /** A structure with fields: alternately a short name and a value. */
  static Struct of(String prefix, Object... namesAndValues) {
    Struct struct = new Struct(prefix);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      struct.put(prefix + namesAndValues[i], namesAndValues[i + 1]);
    }
    return struct;
  }

  @Override
  public final Object get(Object key) {
    if (containsKey(key)) {
      return super.get(key);
    }
    String name = prefix + key;
    // constants are in capitals, but may be looked up in lower case as fields are
    return super.get(containsKey(name) ? name : name.toUpperCase(Locale.ROOT));
  }
}

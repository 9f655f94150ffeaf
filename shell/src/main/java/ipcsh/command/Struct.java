package ipcsh.command;

import java.util.LinkedHashMap;
import java.util.Locale;

/**
 * A C structure as a map of its fields. A field is found under its full C name and without what
 * stands in front of it in all of them: {@code l_onoff} is {@code onoff}, {@code tv_sec} is {@code
 * sec}, {@code rtt} is {@code tcpi_rtt}.
 */
final class Struct extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1;

  static Struct of(Object... namesAndValues) {
    Struct struct = new Struct();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      struct.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return struct;
  }

  @Override
  public Object get(Object key) {
    if (containsKey(key)) {
      return super.get(key);
    }
    String name = String.valueOf(key);
    return containsKey("tcpi_" + name)
        ? super.get("tcpi_" + name)
        : super.get(name.replaceFirst("^(l|tv)_|^SK_MEMINFO_", "").toLowerCase(Locale.ROOT));
  }
}

package ipcsh.command;

import java.util.LinkedHashMap;

/**
 * A C structure as a map of its fields. A field is also found under its full C name: {@code
 * l_onoff} is {@code onoff}, {@code tv_sec} is {@code sec}.
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
    return super.get(containsKey(key) ? key : String.valueOf(key).replaceFirst("^(l|tv)_", ""));
  }
}

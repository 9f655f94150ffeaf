package ipcsh.peer;

import ipcsh.inspect.UntrustedValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes a role's report about the calls that an entry has made, for {@code explain}. */
final class RemoteCalls {
  private static final List<String> WORDS = List.of("who", "result", "fact", "man");
  private static final List<String> TEXTS = List.of("c", "meaning");
  private static final int MOST = 1_000_000;

  private RemoteCalls() {}

  /** The reported calls. */
  static List<Map<String, ?>> of(Object values) {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (Object each : UntrustedValues.list(values)) {
      UntrustedValues row = UntrustedValues.of(each);
      Map<String, Object> believed = new HashMap<>();
      believed.put("number", (int) row.number("number", 0, Integer.MAX_VALUE));
      believed.put("count", (int) row.number("count", 1, MOST));
      believed.put("call", row.text("call"));
      WORDS.forEach(name -> believed.put(name, row.wordOrNull(name)));
      TEXTS.forEach(name -> believed.put(name, row.textOrNull(name)));
      if (row.has("errno")) {
        believed.put("errno", row.errno("errno"));
      }
      rows.add(believed);
    }
    return rows;
  }
}

package ipcsh.peer;

import ipcsh.inspect.SharedHandle;
import ipcsh.inspect.UntrustedValues;
import ipcsh.inspect.UntrustedValues.Wrong;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of descriptors in a message of another shell: numbers and names in turn. */
final class NamesInMessage {
  private static final int LONGEST = 64;
  private static final Set<String> KINDS =
      Set.of(SharedHandle.REGION, "semaphore", "mutex", "condition", "rwlock");

  private NamesInMessage() {}

  static List<Object> sent(Map<Integer, String> names) {
    List<Object> sent = new ArrayList<>();
    names.forEach(
        (number, name) -> {
          sent.add(number);
          sent.add(name);
        });
    return sent;
  }

  static List<Object> sent(List<SharedHandle> memory) {
    List<Object> sent = new ArrayList<>();
    for (SharedHandle one : memory) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("kind", one.kind());
      each.put("address", one.address());
      each.put("length", one.length());
      each.put("name", one.name());
      sent.add(each);
    }
    return sent;
  }

  /**
   * The memory of a shell.
   *
   * @throws Wrong if it is not such a list
   */
  static List<SharedHandle> memory(Object values) {
    List<SharedHandle> memory = new ArrayList<>();
    for (Object each : UntrustedValues.list(values)) {
      UntrustedValues one = UntrustedValues.of(each);
      String kind = one.word("kind");
      String name = one.word("name");
      if (!KINDS.contains(kind) || name.length() > LONGEST) {
        throw new Wrong("expected memory of a known kind");
      }
      long address = one.number("address", Long.MIN_VALUE, Long.MAX_VALUE);
      memory.add(new SharedHandle(kind, address, one.number("length", 0, Long.MAX_VALUE), name));
    }
    return memory;
  }

  /**
   * The names by number.
   *
   * @throws Wrong if it is not such a list
   */
  static Map<Integer, String> received(Object values) {
    List<?> all = UntrustedValues.list(values);
    Map<Integer, String> names = new LinkedHashMap<>();
    for (int i = 0; i + 1 < all.size(); i += 2) {
      if (!(all.get(i) instanceof Integer number)) {
        throw new Wrong("expected the number of a descriptor before its name");
      }
      String name = UntrustedValues.word(all.get(i + 1));
      if (name.length() <= LONGEST) {
        names.put(number, name);
      }
    }
    return names;
  }
}

package ipcsh.command.topic;

import ipcsh.command.model.Conversion;
import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.Sys;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What IPC_SET is to change: what is named, and for the rest what there is. */
final class SysVValues {
  private static final Set<String> OF_PERM = Set.of("uid", "gid", "mode");

  private final String perm;
  private final Map<String, Object> now;
  private final Map<?, ?> given;
  private final Map<?, ?> givenPerm;
  private final Set<String> known = new HashSet<>();

  /**
   * The values for an object, which its owner need not be allowed to read.
   *
   * @param given the names that are to change, of ipc_perm among the others or in a map of its own
   */
  static SysVValues of(Sys sys, SysVKind kind, int id, Map<?, ?> given) {
    if (given == null) {
      throw new IllegalArgumentException("expected a map for IPC_SET, [mode: 0600]");
    }
    return new SysVValues(kind.perm(), SysVFacts.known(sys, kind, id).stat(), given);
  }

  private SysVValues(String perm, Map<String, Object> now, Map<?, ?> given) {
    this.perm = perm;
    this.now = now;
    this.given = given;
    this.givenPerm = given.get(perm) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** One of uid, gid, mode. */
  int perm(String name) {
    Object value = given.containsKey(name) ? given.get(name) : givenPerm.get(name);
    return value == null
        ? (Integer) ((Map<?, ?>) now.get(perm)).get(name)
        : (int) number(name, value);
  }

  /** Another number. */
  long number(String name) {
    known.add(name);
    Object value = given.get(name);
    return value == null ? ((Number) now.get(name)).longValue() : number(name, value);
  }

  private static long number(String name, Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw Conversion.wanted("a whole number for " + name, value);
  }

  /**
   * Refuses a name that nothing is changed by; what IPC_STAT gave may be given back whole.
   *
   * @throws IllegalArgumentException for one
   */
  void checkAll() {
    Set<String> names = new TreeSet<>(OF_PERM);
    names.addAll(known);
    for (Object key : given.keySet()) {
      String name = String.valueOf(key);
      if (!names.contains(name) && !now.containsKey(name)) {
        throw new IllegalArgumentException(
            "expected " + String.join(", ", names) + " for IPC_SET, given " + name);
      }
    }
  }
}

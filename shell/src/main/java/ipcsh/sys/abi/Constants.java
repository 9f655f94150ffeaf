package ipcsh.sys.abi;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The C constants by name, collected from classes of {@code public static final int} fields, and
 * the way back from a number to names. A family is a prefix, {@code "MSG_"}, or several with commas
 * between them, which makes a set of flags.
 */
public final class Constants {
  /** The families whose low bits are one number, not a set; the rest of the number is flags. */
  private static final Map<String, Integer> NUMBER_BITS =
      Map.of("O_", 3, "SOCK_", 0xf, "S_IF", 0170000, "MAP_", 3);

  /** The classes whose public {@code int} fields are the constants of {@code sys}. */
  public static final List<Class<?>> OWN =
      List.of(
          FileConstants.class,
          SocketConstants.class,
          ProcessConstants.class,
          MemoryConstants.class,
          SyncConstants.class,
          LockConstants.class,
          EpollConstants.class,
          QueueConstants.class,
          FileSystemConstants.class);

  /** Families of {@code F_} that are no commands of fcntl, by one that is in them. */
  private static final Map<String, Set<String>> LOCKS =
      Map.of(
          "F_RDLCK", Set.of("F_RDLCK", "F_WRLCK", "F_UNLCK"),
          "F_LOCK", Set.of("F_ULOCK", "F_LOCK", "F_TLOCK", "F_TEST"));

  private final Map<String, Integer> values = new LinkedHashMap<>();

  /** The constants of {@code sys} and of the classes given (a plugin's). */
  public Constants(Iterable<Class<?>> more) {
    OWN.forEach(this::collect);
    more.forEach(this::collect);
  }

  private void collect(Class<?> type) {
    for (Field field : type.getFields()) {
      if (field.getType() == int.class && Modifier.isStatic(field.getModifiers())) {
        try {
          values.put(field.getName(), field.getInt(null));
        } catch (IllegalAccessException e) {
          throw new IllegalArgumentException(type + " is not public", e);
        }
      }
    }
  }

  /** The value of a name, or null. */
  public Integer get(String name) {
    return values.get(name);
  }

  /** All names with their values, in the order of the headers. */
  public Map<String, Integer> all() {
    return Collections.unmodifiableMap(values);
  }

  /** The names of a family. */
  public List<String> family(String prefix) {
    List<String> names = new ArrayList<>();
    String[] prefixes = prefix.split(",");
    for (String name : values.keySet()) {
      for (String one : prefixes) {
        if (inFamily(name, one)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static boolean inFamily(String name, String prefix) {
    Set<String> locks = LOCKS.get(prefix);
    if (locks != null) {
      return locks.contains(name);
    }
    return name.startsWith(prefix)
        && (!prefix.equals(EpollEvent.FAMILY) || EpollEvent.isEvent(name))
        && !(prefix.equals("F_")
            && (name.startsWith("F_SEAL_") || isOfLocks(name) || name.equals("F_OK")))
        && !(prefix.equals("W") && name.equals("W_OK"))
        && !(prefix.equals("SIG") && (name.startsWith("SIG_") || name.startsWith("SIGEV_")));
  }

  private static boolean isOfLocks(String name) {
    return LOCKS.values().stream().anyMatch(names -> names.contains(name));
  }

  /**
   * A number as C would write it: {@code MSG_PEEK|MSG_DONTWAIT}, a single name, or the number where
   * no name fits. Zero is the family's name for zero or {@code 0}.
   */
  public String render(String prefix, long value) {
    List<String> family = family(prefix);
    for (String name : family) {
      if (values.get(name) == value) {
        return name;
      }
    }
    if (value == 0 || !isSet(prefix)) {
      return Long.toString(value);
    }
    return set(prefix).of(value);
  }

  /** The names of a family, to make words of flags with; what is no set of flags is one number. */
  public FlagWords set(String prefix) {
    Map<String, Integer> names = new LinkedHashMap<>();
    family(prefix).forEach(name -> names.put(name, values.get(name)));
    return new FlagWords(names, NUMBER_BITS.getOrDefault(prefix, 0));
  }

  /** Whether numbers of this family are sets of bits. */
  private static boolean isSet(String prefix) {
    return switch (prefix) {
      case "O_",
          "SOCK_",
          "MSG_",
          "POLL",
          "S_IF",
          "F_SEAL_",
          "FALLOC_FL_",
          "SPLICE_F_",
          "LOCK_",
          "FD_",
          "W",
          "EFD_",
          "TFD_",
          "SFD_",
          "IN_",
          "PROT_",
          "MAP_",
          "MS_",
          "MFD_",
          EpollEvent.FAMILY,
          "EPOLL_CLOEXEC",
          "PIDFD_" ->
          true;
      default -> prefix.contains(",");
    };
  }
}

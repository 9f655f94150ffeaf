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
 * the conversion of numbers to names. A family is a prefix, {@code "MSG_"}, or several separated by
 * commas, for a set of flags.
 */
public final class Constants {
  /** The families whose low bits are an enumeration, not flags; the other bits are flags. */
  private static final Map<String, Integer> NUMBER_BITS =
      Map.of("O_", 3, "SOCK_", 0xf, "S_IF", 0170000, "MAP_", 3);

  /** Flags of msgrcv: those of recv have the same prefix and other numbers. */
  private static final Set<String> OF_QUEUES = Set.of("MSG_NOERROR", "MSG_EXCEPT", "MSG_COPY");

  /** The classes whose public {@code int} fields are the constants of {@code sys}. */
  public static final List<Class<?>> OWN =
      List.of(
          FileConstants.class,
          SocketConstants.class,
          ProcessConstants.class,
          SignalConstants.class,
          MemoryConstants.class,
          SyncConstants.class,
          LockConstants.class,
          EpollConstants.class,
          TerminalConstants.class,
          QueueConstants.class,
          FileSystemConstants.class,
          SysVConstants.class);

  /**
   * Families with the prefix {@code F_} that are not commands of fcntl, by one of their members.
   */
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
        && !(prefix.equals("MSG_") && OF_QUEUES.contains(name))
        && !(prefix.equals("SIG") && (name.startsWith("SIG_") || name.startsWith("SIGEV_")));
  }

  private static boolean isOfLocks(String name) {
    return LOCKS.values().stream().anyMatch(names -> names.contains(name));
  }

  /**
   * A number in C notation: {@code MSG_PEEK|MSG_DONTWAIT}, a single name, or the number if no name
   * fits. Zero is the family's name for zero or {@code 0}.
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

  /**
   * The names of a family, to format flags; a family that is not a set of flags is a single number.
   */
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
          "PIDFD_",
          "SA_" ->
          true;
      default -> prefix.contains(",");
    };
  }
}

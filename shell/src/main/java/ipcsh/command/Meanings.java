package ipcsh.command;

import ipcsh.sys.Errno;
import ipcsh.sys.SysException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What an errno means for a call, and what to do about it: {@code meanings.properties}. A line is
 * {@code call.ERRNO=sentence}; {@code call=other} says that a call fails like another one where it
 * says nothing itself; the call {@code *} is any.
 */
public final class Meanings {
  private static final String ANY = "*";

  /** Read when the first failure is explained; a reading that fails is tried again. */
  private static final class Lines {
    private static final AtomicReference<Properties> ALL = new AtomicReference<>();

    static Properties all() {
      return ALL.updateAndGet(read -> read == null ? load() : read);
    }

    private static Properties load() {
      Properties read = new Properties();
      try (InputStream in = Meanings.class.getResourceAsStream("meanings.properties")) {
        read.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return read;
    }
  }

  private Meanings() {}

  /** What a failure means, or null: what is known of this very case comes first. */
  public static String of(SysException failed) {
    return failed.getHint() != null
        ? failed.getHint()
        : of(failed.getFunction(), failed.getErrno());
  }

  /** What an errno means for a call, or null. */
  public static String of(String call, Errno errno) {
    String own = own(call, errno);
    return own == null ? Lines.all().getProperty(ANY + "." + errno) : own;
  }

  /** The same without what an errno means for any call. */
  static String own(String call, Errno errno) {
    for (String name = call; name != null; name = Lines.all().getProperty(name)) {
      String meaning = Lines.all().getProperty(name + "." + errno);
      if (meaning != null) {
        return meaning;
      }
    }
    return null;
  }

  /** How a call can fail, by errno. */
  static Map<Errno, String> allOf(String call) {
    Map<Errno, String> all = new EnumMap<>(Errno.class);
    for (Errno errno : Errno.values()) {
      String meaning = own(call, errno);
      if (meaning != null) {
        all.put(errno, meaning);
      }
    }
    return all;
  }

  /** The calls for which an errno has a meaning of its own, by name. */
  static Set<String> callsWith(Errno errno) {
    Set<String> calls = new TreeSet<>();
    for (String key : Lines.all().stringPropertyNames()) {
      if (key.endsWith("." + errno) && !key.startsWith(ANY)) {
        calls.add(key.substring(0, key.indexOf('.')));
      }
    }
    return calls;
  }
}

package ipcsh.command;

import ipcsh.command.cause.Cause;
import ipcsh.command.cause.Causes;
import ipcsh.inspect.Inspector;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.EscapedText;
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
 * The meaning of an errno for a call, and what to do about it: {@code meanings.properties}. A line
 * is {@code call.ERRNO=sentence}, or {@code call.ERRNO.cause=sentence} for one of its causes
 * ({@link Causes}); {@code call=other} refers to another call for those that have no line of their
 * own; the call {@code *} is any call.
 */
public final class ErrnoMeanings {
  private static final String ANY = "*";

  /** What is counted in the sentences, where there are always several. */
  private static final String COUNTED = "(?:byte|message|operation|queue|segment|semaphore|set)";

  private static final String INJECTED = "injected: the call did not reach the kernel";

  /** Loaded when the first failure is explained; if that fails, it is tried again. */
  private static final class Lines {
    private static final AtomicReference<Properties> ALL = new AtomicReference<>();

    static Properties all() {
      return ALL.updateAndGet(read -> read == null ? load() : read);
    }

    private static Properties load() {
      Properties read = new Properties();
      try (InputStream in = ErrnoMeanings.class.getResourceAsStream("meanings.properties")) {
        read.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return read;
    }
  }

  private ErrnoMeanings() {}

  /**
   * The meaning of a failure, or null. What the failure itself says takes precedence, then the
   * cause found by inspection, which takes place now; so this is for code that displays the
   * failure.
   */
  public static String of(SysException failed, Context context) {
    if (failed.getHint() != null) {
      return failed.getHint();
    }
    if (failed.getFailedCall() != null && failed.getFailedCall().injected()) {
      return INJECTED;
    }
    boolean interrupted = Thread.interrupted();
    String cause = ofCause(failed.getFunction(), failed.getFailedCall(), context);
    // an interrupt meanwhile ends the inspection, and must not affect the next entry
    Thread.interrupted();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return cause == null ? of(failed.getFunction(), failed.getErrno()) : cause;
  }

  /**
   * The meaning of the cause found by inspection, in the words of a command; null if none is found.
   */
  static String ofCause(String command, FailedCall failed, Context context) {
    if (failed == null) {
      return null;
    }
    try {
      ProcessNames names = new ProcessNames(context);
      int pid = failed.process() == 0 ? context.kernel().shell().pid() : failed.process();
      return context
          .unshared()
          .look(
              () -> {
                names.refresh();
                Inspector inspector = new Inspector(context.kernel().home());
                Cause cause =
                    Causes.of(
                        failed,
                        context.kernel().home(),
                        pid,
                        process -> names.of(process, inspector));
                return cause == null ? null : words(command, failed.errno(), cause);
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (RuntimeException notToBeSeen) {
      // the errno itself is still known
      return null;
    }
  }

  private static String words(String command, Errno errno, Cause cause) {
    String words = own(command, errno + "." + cause.name());
    words = words == null ? Lines.all().getProperty(ANY + "." + errno + "." + cause.name()) : words;
    if (words != null) {
      for (Map.Entry<String, String> fact : cause.facts().entrySet()) {
        String value = EscapedText.word(fact.getValue());
        if (value.equals("1")) {
          words = words.replaceAll("(\\{" + fact.getKey() + "} " + COUNTED + ")s\\b", "$1");
        }
        words =
            words.replace("{" + fact.getKey() + "}", value.isBlank() ? "'" + value + "'" : value);
      }
    }
    return words;
  }

  /** The meaning of an errno for a call, or null. */
  public static String of(String call, Errno errno) {
    String own = own(call, errno);
    return own == null ? Lines.all().getProperty(ANY + "." + errno) : own;
  }

  /** The same without the meanings for any call. */
  static String own(String call, Errno errno) {
    return own(call, errno.name());
  }

  private static String own(String call, String which) {
    for (String name = call; name != null; name = Lines.all().getProperty(name)) {
      String meaning = Lines.all().getProperty(name + "." + which);
      if (meaning != null) {
        return meaning;
      }
    }
    return null;
  }

  /** The meanings of all errors of a call, by errno. */
  public static Map<Errno, String> allOf(String call) {
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
  public static Set<String> callsWith(Errno errno) {
    Set<String> calls = new TreeSet<>();
    for (String key : Lines.all().stringPropertyNames()) {
      if (key.endsWith("." + errno) && !key.startsWith(ANY)) {
        calls.add(key.substring(0, key.indexOf('.')));
      }
    }
    return calls;
  }
}

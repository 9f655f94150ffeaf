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
 * What an errno means for a call, and what to do about it: {@code meanings.properties}. A line is
 * {@code call.ERRNO=sentence}, or {@code call.ERRNO.cause=sentence} for where it is known which of
 * its causes it is ({@link Causes}); {@code call=other} says that a call fails like another one
 * where it says nothing itself; the call {@code *} is any.
 */
public final class ErrnoMeanings {
  private static final String ANY = "*";
  private static final String INJECTED = "injected: the call did not reach the kernel";

  /** Read when the first failure is explained; a reading that fails is tried again. */
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
   * What a failure means, or null. What is known of this very case comes first, then what a look
   * shows to be the cause; it takes place now, so it is for who shows the failure.
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
    // Ctrl-C meanwhile ends the look, and not what is typed next
    Thread.interrupted();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return cause == null ? of(failed.getFunction(), failed.getErrno()) : cause;
  }

  /**
   * What the cause means that a look shows, in the words of a command; null where it shows none.
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
      // whatever stops the look, the errno itself is known
      return null;
    }
  }

  private static String words(String command, Errno errno, Cause cause) {
    String words = own(command, errno + "." + cause.name());
    words = words == null ? Lines.all().getProperty(ANY + "." + errno + "." + cause.name()) : words;
    if (words != null) {
      for (Map.Entry<String, String> fact : cause.facts().entrySet()) {
        words = words.replace("{" + fact.getKey() + "}", EscapedText.word(fact.getValue()));
      }
    }
    return words;
  }

  /** What an errno means for a call, or null. */
  public static String of(String call, Errno errno) {
    String own = own(call, errno);
    return own == null ? Lines.all().getProperty(ANY + "." + errno) : own;
  }

  /** The same without what an errno means for any call. */
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

  /** How a call can fail, by errno. */
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

package ipcsh.inspect;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.MessageQueues;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The queues for which this process is registered, {@code mq_notify(3)}. Where it closes any
 * descriptor of one, the registration is gone; so nobody who looks may open or copy one: the
 * session's own descriptor is asked in place of that.
 */
public final class RegisteredQueues {
  private static final Map<String, Entry> ALL = new ConcurrentHashMap<>();

  private record Entry(Kernel kernel, int number, String name, FileId file) {}

  /**
   * A queue that was asked.
   *
   * @param status null where it is open for writing only
   */
  public record State(MessageQueues.Attributes attributes, QueueStatus status) {}

  /** A thread that has the table of the session, which those who look have not. */
  private static final class Asking {
    static final ExecutorService THREAD =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "queues");
              thread.setDaemon(true);
              return thread;
            });
  }

  private RegisteredQueues() {}

  /** This process is registered with the queue that it has open under a number. */
  public static void add(Kernel kernel, int number) {
    Sys sys = kernel.quiet();
    FileId file = sys.files().stat(path(number)).id();
    String name = sys.files().readlink(path(number));
    // a thread has the table of who starts it: that is this one
    Asking.THREAD.execute(() -> {});
    ALL.put(key(file), new Entry(kernel, number, name, file));
  }

  private static String path(int number) {
    return "/proc/self/fd/" + number;
  }

  /** What a queue is known by: as an object of the model is. */
  private static String key(FileId file) {
    return file.device() + ":" + file.inode();
  }

  /** Which queue has this name; null where it is none of these. */
  public static FileId named(String name) {
    for (Entry one : ALL.values()) {
      if (one.name.equals(name) && ask(one.file) != null) {
        return one.file;
      }
    }
    return null;
  }

  /** The same as of an object of the model. */
  public static State ask(String object) {
    Entry entry = ALL.get(object);
    return entry == null ? null : ask(object, entry);
  }

  /** How a queue is; null where it is none of these, or may be opened to be looked at. */
  public static State ask(FileId file) {
    return ask(key(file));
  }

  private static State ask(String object, Entry entry) {
    State state;
    try {
      state = Asking.THREAD.submit(() -> state(entry)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    if (state == null) {
      ALL.remove(object, entry);
    }
    return state;
  }

  /** Null where the registration is over: the message has come, or a descriptor was closed. */
  private static State state(Entry entry) {
    Sys sys = entry.kernel.home();
    try {
      if (!sys.files().stat(path(entry.number)).id().equals(entry.file)) {
        return null;
      }
      MessageQueues.Attributes attributes = sys.queues().getattr(entry.number);
      QueueStatus status = status(sys, entry.number);
      boolean over =
          status != null
              && (status.registered() == null
                  || status.registered().pid() != entry.kernel.shell().pid());
      return over ? null : new State(attributes, status);
    } catch (SysException closed) {
      return null;
    }
  }

  private static QueueStatus status(Sys sys, int number) {
    try {
      byte[] text = sys.files().pread(number, QueueStatus.SIZE, 0);
      return QueueStatus.of(new String(text, StandardCharsets.US_ASCII));
    } catch (SysException openForWritingOnly) {
      return null;
    }
  }
}

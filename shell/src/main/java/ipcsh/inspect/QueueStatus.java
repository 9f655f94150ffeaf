package ipcsh.inspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contents of the file of a POSIX message queue, {@code mq_overview(7)}; also read from a
 * descriptor that is open for reading.
 *
 * @param bytes the total size of all messages
 * @param registered the process to be notified, or null
 */
public record QueueStatus(long bytes, Registered registered) {
  /** The size of the file in bytes. */
  public static final int SIZE = 80;

  private static final Pattern LINE =
      Pattern.compile("QSIZE:(\\d+)\\s+NOTIFY:(\\d+)\\s+SIGNO:(\\d+)\\s+NOTIFY_PID:(\\d+)\\s*");

  /**
   * A registration for notification, {@code mq_notify(3)}.
   *
   * @param pid the process
   * @param how SIGEV_SIGNAL, SIGEV_THREAD or SIGEV_NONE
   * @param signal the signal, if it is one
   */
  public record Registered(int pid, int how, int signal) {}

  /** Parses the text; null if it has another format. */
  public static QueueStatus of(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return null;
    }
    int pid = Integer.parseInt(line.group(4));
    return new QueueStatus(
        Long.parseLong(line.group(1)),
        pid == 0
            ? null
            : new Registered(
                pid, Integer.parseInt(line.group(2)), Integer.parseInt(line.group(3))));
  }
}

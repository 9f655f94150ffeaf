package ipcsh.inspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file of a POSIX message queue says, {@code mq_overview(7)}; a descriptor of it that is
 * open for reading reads the same.
 *
 * @param bytes how many bytes all messages in it have
 * @param registered who is to be notified, null for nobody
 */
public record QueueStatus(long bytes, Registered registered) {
  /** The size of the file. */
  public static final int SIZE = 80;

  private static final Pattern LINE =
      Pattern.compile("QSIZE:(\\d+)\\s+NOTIFY:(\\d+)\\s+SIGNO:(\\d+)\\s+NOTIFY_PID:(\\d+)\\s*");

  /**
   * That a process is to be notified, {@code mq_notify(3)}.
   *
   * @param pid the process
   * @param how SIGEV_SIGNAL, SIGEV_THREAD or SIGEV_NONE
   * @param signal which signal, where it is one
   */
  public record Registered(int pid, int how, int signal) {}

  /** From that text; null where it is another one. */
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

package ipcsh.observe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signal that was delivered to a thread, or that stopped it.
 *
 * @param thread the thread
 * @param began the time, in nanoseconds since the epoch
 * @param name {@code SIGCHLD}
 * @param info the {@code siginfo_t} as strace prints it, with its braces; empty if it printed none
 * @param isStop whether it is the stop of the process, and not the delivery
 */
public record ObservedSignal(
    ObservedThread thread, long began, String name, String info, boolean isStop)
    implements ObservedEvent {
  private static final Pattern SENDER = Pattern.compile("\\bsi_pid=(\\d{1,9})\\b");

  /** The process that sent it, or, of SIGCHLD, the child; 0 if unknown. */
  public int sender() {
    Matcher found = SENDER.matcher(info);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  @Override
  public String line() {
    return isStop
        ? "--- stopped by " + name + " ---"
        : "--- " + name + (info.isEmpty() ? "" : " " + info) + " ---";
  }

  @Override
  public String toString() {
    return line();
  }
}

package ipcsh.inspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A thread that is in the kernel.
 *
 * @param pid its process
 * @param thread its number, 0 where that is not told
 * @param call the system call, {@code recvfrom}, or its number where that is not a usual one
 * @param descriptor the number that the call is about, or null where it is about none, or several
 * @param place the function of the kernel in which it sleeps, or null where that is not told
 */
public record BlockedThread(int pid, int thread, String call, Integer descriptor, String place) {
  private static final Pattern FIRST_NUMBER = Pattern.compile("^\\w+\\((\\d{1,9})\\b");
  private static final int HEX = 16;

  /** From what a shell says of itself: {@code recvfrom(3, ...)}; null for one that runs. */
  public static BlockedThread said(int pid, String call) {
    int open = call == null ? -1 : call.indexOf('(');
    if (open < 0) {
      return null;
    }
    String name = call.substring(0, open);
    Matcher number = FIRST_NUMBER.matcher(call);
    boolean isAbout = SystemCalls.takesDescriptor(name) && number.find();
    return isAbout
        ? new BlockedThread(pid, 0, name, Integer.valueOf(number.group(1)), null)
        : new BlockedThread(pid, 0, name, null, null);
  }

  /** The call as people write it, {@code read(3, ...)}. */
  public String inWords() {
    return call + (descriptor == null ? "(...)" : "(" + descriptor + ", ...)");
  }

  /** From the text of {@code /proc/PID/task/N/syscall}; null for one that runs. */
  static BlockedThread of(int pid, int thread, String syscall, String wchan) {
    String[] words = syscall.strip().split(" ");
    if (words.length < 2 || words[0].startsWith("-")) {
      return null;
    }
    String name = SystemCalls.name(Integer.parseInt(words[0]));
    long first = Long.parseUnsignedLong(words[1].substring("0x".length()), HEX);
    Integer descriptor = SystemCalls.takesDescriptor(name) ? (Integer) (int) first : null;
    String place = wchan.strip();
    return new BlockedThread(
        pid, thread, name, descriptor, place.isEmpty() || place.equals("0") ? null : place);
  }
}

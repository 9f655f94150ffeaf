package ipcsh.inspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A thread that is blocked in the kernel.
 *
 * @param pid its process
 * @param thread its thread ID, 0 if unknown
 * @param call the system call, {@code recvfrom}, or its number if it is an unusual one
 * @param descriptor the number to which the call refers, or null if it refers to none, or to
 *     several; of a call on a System V object what {@link IpcObject#row} gives, below 0
 * @param place the kernel function in which it is asleep, or null if unknown
 */
public record BlockedThread(int pid, int thread, String call, Integer descriptor, String place) {
  private static final Pattern FIRST_NUMBER = Pattern.compile("^\\w+\\((\\d{1,9})\\b");
  private static final int HEX = 16;

  /** From a shell's own report: {@code recvfrom(3, ...)}; null if it is running. */
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

  /** Whether the first argument of a call is a descriptor. */
  public static boolean takesDescriptor(String call) {
    return SystemCalls.takesDescriptor(call);
  }

  /** The same in another function, which made the call. */
  public BlockedThread calling(String function) {
    return new BlockedThread(pid, thread, function, descriptor, place);
  }

  /** The call as text, {@code read(3, ...)}. */
  public String inWords() {
    return call + (descriptor == null || descriptor < 0 ? "(...)" : "(" + descriptor + ", ...)");
  }

  /** From the text of {@code /proc/PID/task/N/syscall}; null if it is running. */
  static BlockedThread of(int pid, int thread, String syscall, String wchan) {
    String[] words = syscall.strip().split(" ");
    if (words.length < 2 || words[0].startsWith("-")) {
      return null;
    }
    String name = SystemCalls.name(Integer.parseInt(words[0]));
    long first = Long.parseUnsignedLong(words[1].substring("0x".length()), HEX);
    Integer descriptor =
        SystemCalls.takesDescriptor(name)
            ? (Integer) (int) first
            : IpcObject.waitedFor(name, (int) first);
    String place = wchan.strip();
    return new BlockedThread(
        pid, thread, name, descriptor, place.isEmpty() || place.equals("0") ? null : place);
  }
}

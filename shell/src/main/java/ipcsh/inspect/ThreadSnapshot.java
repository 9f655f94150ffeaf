package ipcsh.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * A thread at one moment, with the raw arguments of the system call in which it is ({@code
 * proc_pid_syscall(5)}).
 *
 * @param name its name, 15 bytes at most
 * @param state its state as a letter, {@code S} asleep, {@code T} stopped, {@code t} stopped by a
 *     debugger
 * @param call the system call, {@code recvfrom}, or {@code system call 500} if it is an unusual
 *     one; null if it is running, or may not be queried
 * @param arguments the six arguments, as the kernel has them in its registers; empty without a call
 * @param place the kernel function in which it is asleep, or null if unknown
 * @param isReadable whether its call may be queried
 */
public record ThreadSnapshot(
    int pid,
    int tid,
    String name,
    char state,
    String call,
    List<Long> arguments,
    String place,
    boolean isReadable) {
  private static final int HEX = 16;
  private static final int ARGUMENTS = 6;

  /**
   * The call that was interrupted by a stop and goes on as {@code restart_syscall}, with the same
   * arguments in the registers; where it is asleep tells which one it was.
   */
  private static String restarted(String place) {
    if (place.startsWith("poll") || place.startsWith("do_poll")) {
      return "poll";
    }
    return place.startsWith("futex")
        ? "futex"
        : place.contains("nanosleep") ? "nanosleep" : "restart_syscall";
  }

  /** Whether it is asleep in a system call. */
  public boolean isBlocked() {
    return call != null && state == 'S';
  }

  /** Whether it was stopped by a signal or by a debugger. */
  public boolean isStopped() {
    return state == 'T' || state == 't';
  }

  /** Whether it has ended. */
  public boolean hasEnded() {
    return state == 'Z' || state == 'X';
  }

  /** An argument of the call, from 0 to 5. */
  public long argument(int index) {
    return arguments.get(index);
  }

  /** An argument that is an int: a descriptor, flags. */
  public int number(int index) {
    return (int) argument(index);
  }

  /**
   * From the texts of files in {@code /proc/PID/task/TID}.
   *
   * @param stat the text of {@code stat}
   * @param syscall the text of {@code syscall}, null if it may not be read
   * @param wchan the text of {@code wchan}, null if it may not be read
   */
  static ThreadSnapshot of(int pid, int tid, String stat, String syscall, String wchan) {
    // the name may contain anything, a parenthesis too
    int end = stat.lastIndexOf(')');
    String name = stat.substring(stat.indexOf('(') + 1, end);
    char state = stat.charAt(end + 2);
    String[] words = syscall == null ? new String[0] : syscall.strip().split(" ");
    String call = null;
    List<Long> arguments = new ArrayList<>(ARGUMENTS);
    if (words.length > ARGUMENTS && !words[0].startsWith("-")) {
      call = SystemCalls.name(Integer.parseInt(words[0]));
      for (int i = 1; i <= ARGUMENTS; i++) {
        arguments.add(Long.parseUnsignedLong(words[i].substring("0x".length()), HEX));
      }
    }
    String place = wchan == null ? "" : wchan.strip();
    if ("restart_syscall".equals(call)) {
      call = restarted(place);
    }
    return new ThreadSnapshot(
        pid,
        tid,
        name,
        state,
        call,
        List.copyOf(arguments),
        place.isEmpty() || place.equals("0") ? null : place,
        syscall != null);
  }
}

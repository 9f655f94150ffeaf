package ipcsh.inspect;

/**
 * Facts about a process.
 *
 * @param parent its parent's process ID, 0 for the first process
 * @param name the name of its program, 15 characters at most
 * @param uid its effective user ID
 * @param state its state as a letter, {@code S} for one that is asleep, {@code Z} for a zombie
 * @param isKernels whether it is a kernel thread, which has no program
 */
public record ProcessFacts(
    int pid, int parent, String name, int uid, char state, boolean isKernels) {
  /** The largest possible process ID (PID_MAX_LIMIT). */
  public static final int LARGEST_PID = 1 << 22;

  private static final char ZOMBIE = 'Z';
  private static final char DEAD = 'X';

  /** A process that executes a program. */
  public ProcessFacts(int pid, int parent, String name, int uid, char state) {
    this(pid, parent, name, uid, state, false);
  }

  /** A process that no longer exists. */
  static ProcessFacts ended(int pid) {
    return new ProcessFacts(pid, 0, "", -1, DEAD);
  }

  /** What stands here for a process of another machine; machines are numbered from 1. */
  public static int elsewhere(int machine, int pid) {
    return machine * 2 * LARGEST_PID + pid;
  }

  /** Whether it is a process of another machine. */
  public boolean isElsewhere() {
    return pid > LARGEST_PID;
  }

  /** Whether it has ended; a zombie has ended but was not reaped by its parent. */
  public boolean hasEnded() {
    return state == ZOMBIE || state == DEAD;
  }

  /** From the text of {@code /proc/PID/status}. */
  static ProcessFacts of(int pid, String status) {
    FdInfo fields = new FdInfo(status);
    String user = fields.field("Uid");
    String state = fields.field("State");
    char letter = state == null || state.isEmpty() ? '?' : state.charAt(0);
    return new ProcessFacts(
        pid,
        (int) fields.number("PPid", 0),
        fields.field("Name"),
        user == null ? -1 : Integer.parseInt(user.split("\\s+")[0]),
        letter,
        // a zombie has no memory either
        letter != ZOMBIE && letter != DEAD && fields.field("VmSize") == null);
  }
}

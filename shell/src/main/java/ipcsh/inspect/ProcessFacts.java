package ipcsh.inspect;

/**
 * Who a process is.
 *
 * @param parent the process that made it, 0 of the first
 * @param name the name of its program, 15 characters at most
 * @param uid as whom it runs
 * @param state its state in a letter, {@code S} for one that sleeps, {@code Z} for a zombie
 * @param isKernels whether it is a thread of the kernel, which has no program
 */
public record ProcessFacts(
    int pid, int parent, String name, int uid, char state, boolean isKernels) {
  private static final char ZOMBIE = 'Z';
  private static final char DEAD = 'X';

  /** A process that runs a program. */
  public ProcessFacts(int pid, int parent, String name, int uid, char state) {
    this(pid, parent, name, uid, state, false);
  }

  /** One that was there a moment ago. */
  static ProcessFacts gone(int pid) {
    return new ProcessFacts(pid, 0, "", -1, DEAD);
  }

  /** Whether it has ended; of a zombie the parent has not asked how. */
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

package ipcsh.inspect;

/**
 * Who a process is.
 *
 * @param parent the process that made it, 0 of the first
 * @param name the name of its program, 15 characters at most
 * @param uid as whom it runs
 * @param state its state in a letter, {@code S} for one that sleeps
 */
public record ProcessFacts(int pid, int parent, String name, int uid, char state) {
  /** From the text of {@code /proc/PID/status}. */
  static ProcessFacts of(int pid, String status) {
    FdInfo fields = new FdInfo(status);
    String user = fields.field("Uid");
    String state = fields.field("State");
    return new ProcessFacts(
        pid,
        (int) fields.number("PPid", 0),
        fields.field("Name"),
        user == null ? -1 : Integer.parseInt(user.split("\\s+")[0]),
        state == null || state.isEmpty() ? '?' : state.charAt(0));
  }
}

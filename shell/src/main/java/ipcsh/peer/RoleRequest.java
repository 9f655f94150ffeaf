package ipcsh.peer;

/** What the shell of a scenario asks of a role, or tells it. */
public sealed interface RoleRequest {
  /**
   * To run an entry.
   *
   * @param text the entry
   * @param line where it stands in its file
   * @param explain whether somebody wants to know of its calls
   */
  record Run(String text, int line, boolean explain) implements RoleRequest {}

  /** The value of a variable. */
  record Get(String name) implements RoleRequest {}

  /** To give a variable a value. */
  record Set(String name, Object value) implements RoleRequest {}

  /** What it does, with all that it has started ({@link RoleAnswer.Look}), at once. */
  record Look() implements RoleRequest {}

  /** The call that it is blocked in ({@link RoleAnswer.State}), at once. */
  record State() implements RoleRequest {}

  /** Facts by which its output can be told from another run's ({@link RoleAnswer.Facts}). */
  record Facts() implements RoleRequest {}

  /** Interrupts the request of this number; no answer. */
  record Interrupt(int of) implements RoleRequest {}

  /** To tell what it sends and receives, or not any more; no answer. */
  record Note(boolean on) implements RoleRequest {}

  /** The control socket that was lent to it has its name: it may answer there. No answer. */
  record Answer() implements RoleRequest {}

  /** To end; no answer. */
  record End() implements RoleRequest {}
}

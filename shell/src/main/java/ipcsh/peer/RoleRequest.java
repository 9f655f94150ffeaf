package ipcsh.peer;

import ipcsh.handle.CompiledEntry;
import java.util.List;

/** A request or message from the shell of a scenario to a role. */
public sealed interface RoleRequest {
  /**
   * Runs an entry.
   *
   * @param text the entry
   * @param line its line in its file
   * @param explain whether its calls are to be reported
   * @param compiled its classes, or null: it has to be compiled
   */
  record Run(String text, int line, boolean explain, CompiledEntry compiled)
      implements RoleRequest {
    /** The same without its classes. */
    public Run(String text, int line, boolean explain) {
      this(text, line, explain, null);
    }
  }

  /** Asks for the value of a variable. */
  record Get(String name) implements RoleRequest {}

  /** Assigns a value to a variable. */
  record Set(String name, Object value) implements RoleRequest {}

  /** Asks for the state of all its threads ({@link RoleAnswer.Look}); answered at once. */
  record Look() implements RoleRequest {}

  /** Asks for the call in which it is blocked ({@link RoleAnswer.State}); answered at once. */
  record State() implements RoleRequest {}

  /** Asks for facts that identify the varying parts of its output ({@link RoleAnswer.Facts}). */
  record Facts() implements RoleRequest {}

  /** Asks for the names of its variables' handles ({@link RoleAnswer.Names}); answered at once. */
  record Names() implements RoleRequest {}

  /** Interrupts the request with this number; no answer. */
  record Interrupt(int of) implements RoleRequest {}

  /** Enables or disables reports of the data that it sends and receives; no answer. */
  record Note(boolean on) implements RoleRequest {}

  /** The control socket that was lent to it is bound: it may serve it. No answer. */
  record Answer() implements RoleRequest {}

  /**
   * Tells a role on another machine that its shell is still there; answered at once by the time of
   * its clock ({@link RoleAnswer.Clock}).
   */
  record Ping() implements RoleRequest {}

  /**
   * Asks for what it and others there have open ({@link RoleAnswer.Picture}).
   *
   * @param all whether all shells of its user are included
   * @param own whether the shells' own descriptors are included
   * @param pids other processes there that are included
   */
  record Picture(boolean all, boolean own, List<Integer> pids) implements RoleRequest {}

  /** Asks why it and what it has started waits ({@link RoleAnswer.Waits}). */
  record Waits() implements RoleRequest {}

  /** Ends the role; no answer. */
  record End() implements RoleRequest {}
}

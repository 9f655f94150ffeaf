package ipcsh.peer;

import ipcsh.handle.ThreadProbe;
import java.util.List;
import java.util.Map;

/** What a role answers to a {@link RoleRequest}. */
public sealed interface RoleAnswer {
  /** What comes of a request to run an entry, and of one about a variable. */
  sealed interface Outcome extends RoleAnswer {
    /** What the entry's calls were, where somebody wants to know; else null. */
    default List<Map<String, ?>> calls() {
      return null;
    }
  }

  /** Its value, and the same as the prompt prints it, null for nothing. */
  record Value(Object value, String shown, List<Map<String, ?>> calls) implements Outcome {
    /** The same where nobody wants to know of calls. */
    public Value(Object value, String shown) {
      this(value, shown, null);
    }
  }

  /** It failed. */
  record Failed(ErrorReport error, List<Map<String, ?>> calls) implements Outcome {
    /** The same where nobody wants to know of calls. */
    public Failed(ErrorReport error) {
      this(error, null);
    }
  }

  /** The role ends with this status. */
  record Exit(int status) implements Outcome {}

  /** The call that it is blocked in, {@code running} or {@code idle}. */
  record State(String state) implements RoleAnswer {}

  /** What it does, with all that it has started. */
  record Look(ThreadProbe probe) implements RoleAnswer {}

  /** Facts by which its output can be told from another run's. */
  record Facts(List<?> facts) implements RoleAnswer {}
}

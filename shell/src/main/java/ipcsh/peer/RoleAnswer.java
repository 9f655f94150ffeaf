package ipcsh.peer;

import ipcsh.draw.Subject;
import ipcsh.handle.ThreadProbe;
import ipcsh.inspect.MachineWaits;
import ipcsh.inspect.SharedHandle;
import java.util.List;
import java.util.Map;

/** The answer of a role to a {@link RoleRequest}. */
public sealed interface RoleAnswer {
  /** The outcome of a request to run an entry, or about a variable. */
  sealed interface Outcome extends RoleAnswer {
    /** The calls of the entry, if requested; otherwise null. */
    default List<Map<String, ?>> calls() {
      return null;
    }
  }

  /** Its value, and its printed form, null for nothing. */
  record Value(Object value, String shown, List<Map<String, ?>> calls) implements Outcome {
    /** The same without calls. */
    public Value(Object value, String shown) {
      this(value, shown, null);
    }
  }

  /** It failed. */
  record Failed(ErrorReport error, List<Map<String, ?>> calls) implements Outcome {
    /** The same without calls. */
    public Failed(ErrorReport error) {
      this(error, null);
    }
  }

  /** The role ends with this status. */
  record Exit(int status) implements Outcome {}

  /**
   * What the thread that runs its entries does.
   *
   * @param state the call in which it is blocked, {@code running} or {@code idle}
   * @param thread the thread ID; 0 if it is in no call
   * @param limited whether its call is interrupted when a time expires
   */
  record State(String state, int thread, boolean limited) implements RoleAnswer {}

  /** The state of its threads and of everything that it has started. */
  record Look(ThreadProbe probe) implements RoleAnswer {}

  /**
   * The names of its descriptors, and below 0 those of System V objects, by number; the memory that
   * it shares.
   */
  record Names(Map<Integer, String> names, List<SharedHandle> memory) implements RoleAnswer {
    /** No names. */
    static final Names NONE = new Names(Map.of(), List.of());
  }

  /** The time of its clock ({@link System#nanoTime}), in nanoseconds. */
  record Clock(long time) implements RoleAnswer {}

  /** What is open there. */
  record Picture(Subject subject) implements RoleAnswer {}

  /**
   * Why it waits.
   *
   * @param sentences as {@code why} prints them
   * @param ends what can be known only together with other machines
   */
  record Waits(List<String> sentences, MachineWaits ends) implements RoleAnswer {}

  /** Facts that identify the parts of its output that differ from run to run. */
  record Facts(List<?> facts) implements RoleAnswer {}
}

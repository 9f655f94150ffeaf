package ipcsh.cexport;

import ipcsh.command.model.RoleKind;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An executor of a part of the scenario: the scenario's own lines, a role, or a function that any
 * of them calls.
 */
final class CProcess {
  /** What it is in C. */
  enum Nature {
    MAIN,
    /** A shell: a process that shares nothing with the others. */
    SHELL,
    /** A process that starts with what its parent had. */
    FORK,
    THREAD,
    FUNCTION;

    /** The nature of a role of this kind. */
    static Nature of(RoleKind kind) {
      return switch (kind) {
        case SHELL -> SHELL;
        case CHILD -> FORK;
        case THREAD -> THREAD;
      };
    }
  }

  final String name;
  final Nature nature;
  final CProcess parent;
  final Frame frame = new Frame();

  /** The names in its function; a shell does not see those of the others. */
  CNames names;

  /** Its C names: its function, and the variable with its process or thread ID. */
  String function;

  String pid;
  Scope scope;

  /** Of a function: its callers. */
  final Set<CProcess> callers = new LinkedHashSet<>();

  /** When it was started, counted in assignments. */
  int since;

  /** Whether it has exited on its own, and whether it has been waited for. */
  boolean ended;

  boolean reaped;

  /** Whether it is a {@code bg { }}. */
  boolean background;

  /** Its most recent background job. */
  Job last;

  CProcess(String name, Nature nature, CProcess parent) {
    this.name = name;
    this.nature = nature;
    this.parent = parent;
  }

  /** Whether it shares no memory with the others. */
  boolean isAlone() {
    return nature == Nature.SHELL;
  }

  /** The process whose memory it uses. */
  CProcess memory() {
    return nature == Nature.THREAD ? parent : this;
  }
}

package ipcsh.cexport;

import ipcsh.command.model.RoleKind;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who runs a piece of the scenario: its own lines, a role, or a function that any of them calls.
 */
final class CProcess {
  /** What it is in C. */
  enum Nature {
    MAIN,
    /** A shell: a process with nothing of the others. */
    SHELL,
    /** A process that goes on with what its parent had. */
    FORK,
    THREAD,
    FUNCTION;

    /** What such a role is. */
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

  /** The names in its function; a shell has none of the others'. */
  CNames names;

  /** What it is called in C: its function, and the variable with its number. */
  String function;

  String pid;
  Scope scope;

  /** Of a function: who calls it. */
  final Set<CProcess> callers = new LinkedHashSet<>();

  /** When it began, in assignments. */
  int since;

  /** Whether it has ended of itself, and whether somebody has waited for that. */
  boolean ended;

  boolean reaped;

  /** Whether it is a {@code bg { }}. */
  boolean background;

  /** What it was given to do in the background at last. */
  Job last;

  CProcess(String name, Nature nature, CProcess parent) {
    this.name = name;
    this.nature = nature;
    this.parent = parent;
  }

  /** Whether it has nothing of the others' memory. */
  boolean isAlone() {
    return nature == Nature.SHELL;
  }

  /** Whose memory it has. */
  CProcess memory() {
    return nature == Nature.THREAD ? parent : this;
  }
}

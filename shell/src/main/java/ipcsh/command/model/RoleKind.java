package ipcsh.command.model;

import java.util.Set;

/**
 * The kinds of roles, each with the command that makes it. Whatever reads a text and wants to know
 * where it makes a role, or gives one a block, asks here.
 */
public enum RoleKind {
  /** Another shell: a process with nothing of this one. */
  SHELL("shell"),

  /** A thread of this shell. */
  THREAD("thread"),

  /** A forked child, with copies of what this shell has. */
  CHILD("fork");

  private static final Set<String> BLOCK_METHODS = Set.of("start", "call");

  private final String command;

  RoleKind(String command) {
    this.command = command;
  }

  /** The name of the command that makes it. */
  public String command() {
    return command;
  }

  /** What a call of a command of that name makes, or null where it makes no role. */
  public static RoleKind madeBy(String command) {
    for (RoleKind kind : values()) {
      if (kind.command.equals(command)) {
        return kind;
      }
    }
    return null;
  }

  /** Whether a role's method of that name is given a block to run; {@code role { ... }} is too. */
  public static boolean runsBlock(String method) {
    return method != null && BLOCK_METHODS.contains(method);
  }
}

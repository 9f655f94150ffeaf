package ipcsh.command.model;

import java.util.Set;

/**
 * The kinds of roles, each with the command that starts it. Used wherever a text is searched for
 * role creations, or for blocks that roles run.
 */
public enum RoleKind {
  /** Another shell: a process that shares nothing with this one. */
  SHELL("shell"),

  /** A thread of this shell. */
  THREAD("thread"),

  /** A forked child, with copies of this shell's descriptors and memory. */
  CHILD("fork");

  private static final Set<String> BLOCK_METHODS = Set.of("start", "call");

  private final String command;

  RoleKind(String command) {
    this.command = command;
  }

  /** The name of the command that starts it. */
  public String command() {
    return command;
  }

  /** The kind of role that a command starts, or null if it starts none. */
  public static RoleKind madeBy(String command) {
    for (RoleKind kind : values()) {
      if (kind.command.equals(command)) {
        return kind;
      }
    }
    return null;
  }

  /** Whether this method of a role takes a block to run, as {@code role { ... }} does. */
  public static boolean runsBlock(String method) {
    return method != null && BLOCK_METHODS.contains(method);
  }
}

package ipcsh.command.model;

/** How a line with a command is saved in a session's script. */
public enum SavedAs {
  /** The line is saved; its value may differ next time. */
  LINE,

  /** The line is saved, and its value is asserted: it follows from the lines before. */
  RESULT,

  /** The line is saved; its value is a process ID, which differs each time. */
  NUMBER,

  /** The line is left out: it only inspects. */
  NOTHING
}

package ipcsh.command.model;

/** What a saved session makes of a line with a command. */
public enum SavedAs {
  /** The line is kept; its value may be another one next time. */
  LINE,

  /** The line is kept, and its value is asserted: it follows from the lines before. */
  RESULT,

  /** The line is kept; its value is a number that the kernel gives to a process: never the same. */
  NUMBER,

  /** The line is left out: it only looks. */
  NOTHING
}

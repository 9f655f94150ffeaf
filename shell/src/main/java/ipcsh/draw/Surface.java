package ipcsh.draw;

/** The colours of a picture that belong to no process and no kernel object. */
public enum Surface implements Ink {
  /** The background. */
  PAPER,
  /** The inside of a box. */
  BOX,
  /** Text. */
  TEXT,
  /** Less important text, and headings. */
  QUIET,
  /** The empty part of a bar. */
  TROUGH,
  /** A blocked call. */
  WAITING,
  /** Text on the colour of a process or an object. */
  TITLE,
  /** What is part of a ring of waits. */
  RING
}

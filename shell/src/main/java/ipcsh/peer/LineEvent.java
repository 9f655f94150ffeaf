package ipcsh.peer;

import java.util.List;

/** An event of a line that another shell runs, during its evaluation and at its end. */
public sealed interface LineEvent {
  /** A line of output. */
  record Printed(String line) implements LineEvent {}

  /** It waits for its turn: the shell is doing this. */
  record Busy(String doing) implements LineEvent {}

  /** The end: its value, and its printed form, null for nothing. */
  record Value(Object value, String shown) implements LineEvent {}

  /**
   * The end: it failed.
   *
   * @param message what went wrong
   * @param hints the hints
   * @param errno the name of the errno if a call failed, or null
   */
  record Failed(String message, List<String> hints, String errno) implements LineEvent {}
}

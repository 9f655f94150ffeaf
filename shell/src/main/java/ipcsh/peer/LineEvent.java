package ipcsh.peer;

import java.util.List;

/** What a shell says of a line of another one, while it runs and at the end. */
public sealed interface LineEvent {
  /** A line of output. */
  record Printed(String line) implements LineEvent {}

  /** It must wait for its turn: the shell does this. */
  record Busy(String doing) implements LineEvent {}

  /** The end: its value, and the same as the prompt prints it, null for nothing. */
  record Value(Object value, String shown) implements LineEvent {}

  /**
   * The end: it failed.
   *
   * @param message what went wrong
   * @param hints lines of advice
   * @param errno the name of the errno where a call failed, or null
   */
  record Failed(String message, List<String> hints, String errno) implements LineEvent {}
}

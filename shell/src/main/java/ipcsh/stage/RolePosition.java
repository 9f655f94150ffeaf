package ipcsh.stage;

import ipcsh.sys.text.EscapedText;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The display of a role: its lines, and below them its prompt unless an entry is running. */
interface RolePosition {
  /** The state of a role. */
  enum State {
    IDLE,
    ACTIVE,
    BLOCKED,
    ENDED
  }

  /** Shows this many characters of an entry after the prompt; initially none. */
  void types(String entry, int count);

  /** Enter. */
  void enters();

  /** Shows the prompt again, unless the role has ended. */
  void prompts();

  /** Adds lines above the prompt. */
  void prints(AttributedString text);

  /** Sets its state: the call in which it is blocked, or how it has ended. */
  void is(State state, String why);

  /** The displayed name of a role: not empty, without control characters. */
  static String named(String role) {
    return role.isBlank() ? "ipcsh" : EscapedText.word(role.strip());
  }

  /** The continuation prompt of an entry. */
  static String continuation(String prompt) {
    return " ".repeat(Math.max(0, CanvasCell.of(prompt, AttributedStyle.DEFAULT).size() - 4))
        + "... ";
  }

  /** A state as text. */
  static String mark(State state, String why) {
    return state == State.BLOCKED ? "blocked in " + why : why;
  }
}

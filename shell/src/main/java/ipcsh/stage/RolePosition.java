package ipcsh.stage;

import ipcsh.sys.text.EscapedText;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Where a role's lines are shown, and its prompt below them unless something runs. */
interface RolePosition {
  /** How a role is doing. */
  enum State {
    IDLE,
    ACTIVE,
    BLOCKED,
    ENDED
  }

  /** So many characters of an entry stand behind the prompt; at first none. */
  void types(String entry, int count);

  /** Enter. */
  void enters();

  /** The prompt is there again, if the role is. */
  void prompts();

  /** Adds lines above the prompt. */
  void prints(AttributedString text);

  /** How it is doing: the call in which it is blocked, or how it has ended. */
  void is(State state, String why);

  /** What a role's name is on a place: something, and nothing that moves a cursor. */
  static String named(String role) {
    return role.isBlank() ? "ipcsh" : EscapedText.word(role.strip());
  }

  /** What stands before the further lines of an entry. */
  static String continuation(String prompt) {
    return " ".repeat(Math.max(0, CanvasCell.of(prompt, AttributedStyle.DEFAULT).size() - 4))
        + "... ";
  }

  /** How it is doing, in words. */
  static String mark(State state, String why) {
    return state == State.BLOCKED ? "blocked in " + why : why;
  }
}

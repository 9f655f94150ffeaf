package ipcsh.repl;

import ipcsh.sys.text.EscapedText;
import org.jline.reader.Candidate;

/** Creates completion candidates for the line reader. */
final class Candidates {
  private Candidates() {}

  /**
   * A candidate.
   *
   * @param group the heading under which it is listed, or null
   * @param description its description, or null
   * @param blank whether it is followed by a blank
   */
  static Candidate of(String name, String group, String description, boolean blank) {
    String shown = description == null ? null : EscapedText.word(description);
    return new Candidate(name, EscapedText.word(name), group, shown, null, null, blank);
  }

  /** The same without its description. */
  static Candidate bare(Candidate candidate) {
    return new Candidate(
        candidate.value(),
        candidate.displ(),
        candidate.group(),
        null,
        null,
        null,
        candidate.complete());
  }
}

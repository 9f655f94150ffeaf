package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.language.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pasted text is split into the same entries as typed text. */
class PasteTest {
  private static List<String> entries(Paste paste) {
    List<String> all = new ArrayList<>();
    for (Source next = paste.next(); next != null; next = paste.next()) {
      all.add(next.firstLine() + ": " + next.text());
    }
    return all;
  }

  @Test
  void eachEntryIsReadByItself() {
    Paste paste = new Paste("a = 1\n\nf = {\n  it\n}\nf a\n");
    assertThat(entries(paste)).containsExactly("1: a = 1", "3: f = {\n  it\n}", "6: f a");
    assertThat(paste.rest()).isEmpty();
  }

  @Test
  void aLastLineThatIsNotEndedIsTypedOn() {
    Paste paste = new Paste("a = 1\nb = 2");
    assertThat(entries(paste)).containsExactly("1: a = 1");
    assertThat(paste.rest()).isEqualTo("b = 2");
  }

  @Test
  void anOpenBracketIsTypedOn() {
    Paste paste = new Paste("a = 1\nf(1,\n  2,\n");
    assertThat(entries(paste)).containsExactly("1: a = 1");
    assertThat(paste.rest()).isEqualTo("f(1,\n  2,\n");
  }

  @Test
  void elseAndCatchGoOnWithWhatIsBefore() {
    Paste paste =
        new Paste("if (x) {\n}\nelse {\n}\ntry {\n}\ncatch (e) {\n}\n[1]\n  .each { it }\nx\n");
    assertThat(entries(paste))
        .containsExactly(
            "1: if (x) {\n}\nelse {\n}",
            "5: try {\n}\ncatch (e) {\n}",
            "9: [1]\n  .each { it }",
            "11: x");
  }

  @Test
  void aLineForAnotherShellIsAnEntry() {
    assertThat(entries(new Paste("@B getpid()\nx\n"))).containsExactly("1: @B getpid()", "2: x");
  }
}

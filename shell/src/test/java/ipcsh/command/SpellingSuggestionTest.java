package ipcsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Suggestions for misspelled names. */
class SpellingSuggestionTest {
  private static final List<String> SHELLS = List.of("B", "SERVER", "client");

  @Test
  void namesOfShellsMayBeOneLetter() {
    assertThat(SpellingSuggestion.toGiven("Bb", SHELLS)).containsExactly("B");
    assertThat(SpellingSuggestion.toGiven("b", SHELLS)).containsExactly("B");
    assertThat(SpellingSuggestion.to("Bb", SHELLS)).as("a name of the language").isEmpty();
  }

  @Test
  void namesOfShellsInCapitalsAreNoConstants() {
    assertThat(SpellingSuggestion.toGiven("servr", SHELLS)).containsExactly("SERVER");
    assertThat(SpellingSuggestion.toGiven("cli", SHELLS)).containsExactly("client");
  }

  @Test
  void whatIsFarIsNotOffered() {
    assertThat(SpellingSuggestion.toGiven("x", SHELLS)).isEmpty();
    assertThat(SpellingSuggestion.toGiven("Q", List.of("B"))).isEmpty();
    assertThat(SpellingSuggestion.toGiven("", SHELLS)).isEmpty();
  }
}

package ipcsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which names somebody may have meant. */
class NearestTest {
  private static final List<String> SHELLS = List.of("B", "SERVER", "client");

  @Test
  void namesOfShellsMayBeOneLetter() {
    assertThat(Nearest.toGiven("Bb", SHELLS)).containsExactly("B");
    assertThat(Nearest.toGiven("b", SHELLS)).containsExactly("B");
    assertThat(Nearest.to("Bb", SHELLS)).as("a name of the language").isEmpty();
  }

  @Test
  void namesOfShellsInCapitalsAreNoConstants() {
    assertThat(Nearest.toGiven("servr", SHELLS)).containsExactly("SERVER");
    assertThat(Nearest.toGiven("cli", SHELLS)).containsExactly("client");
  }

  @Test
  void whatIsFarIsNotOffered() {
    assertThat(Nearest.toGiven("x", SHELLS)).isEmpty();
    assertThat(Nearest.toGiven("Q", List.of("B"))).isEmpty();
    assertThat(Nearest.toGiven("", SHELLS)).isEmpty();
  }
}

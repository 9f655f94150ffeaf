package ipcsh.language.saving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of a saved entry. */
class SavedEntryTest {
  @Test
  void whatMustBeFirstIsFirst() {
    SavedEntry entry =
        new SavedEntry(List.of("b1", "b2"), "text\nof two", List.of("a1", "a2"), 1, 2, false);
    assertThat(entry.lines()).containsExactly("b1", "b2", "text\nof two", "a1", "a2");
    assertThat(entry.before()).containsExactly("b1", "b2");
  }
}

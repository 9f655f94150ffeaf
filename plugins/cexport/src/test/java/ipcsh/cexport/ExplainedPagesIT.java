package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Page;
import ipcsh.kit.PageAtPrompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation pages that explain lines show the C that the prompt shows. */
class ExplainedPagesIT {
  @TempDir Path directory;

  static List<Page> explaining() throws IOException {
    List<Page> pages = Page.all().stream().filter(Page::explains).toList();
    assertThat(pages).isNotEmpty();
    return pages;
  }

  @ParameterizedTest
  @MethodSource("explaining")
  void showsWhatThePromptShows(Page page) {
    new PageAtPrompt(directory).verify(page);
  }
}

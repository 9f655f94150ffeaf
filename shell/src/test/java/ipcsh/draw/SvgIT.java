package ipcsh.draw;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SVG picture in a browser: no text overlaps another one, or its box. */
class SvgIT {
  private static final String OVERLAPS =
      """
      (() => {
        const texts = [...document.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
        const bad = [];
        texts.forEach(([t, a], i) => {
          texts.slice(i + 1).forEach(([u, b]) => {
            if (a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom) {
              bad.push(t.textContent + ' / ' + u.textContent);
            }
          });
          const box = t.parentNode.querySelector(':scope > rect.box');
          if (box) {
            const c = box.getBoundingClientRect();
            if (a.right > c.right || a.left < c.left || a.bottom > c.bottom + 1) {
              bad.push(t.textContent + ' leaves its box');
            }
          }
        });
        return bad.join('; ');
      })()
      """;

  @TempDir Path directory;

  @Test
  void textsKeepApartInLightAndDark() throws Exception {
    StringBuilder page = new StringBuilder("<!doctype html><meta charset=utf-8>");
    for (Map.Entry<String, Subject> one : Models.situations().entrySet()) {
      page.append(new GraphPicture(one.getValue()).svg());
    }
    page.append(new GraphPicture(Models.random(new Random(7), 4, 20)).svg());
    Path file = Files.writeString(directory.resolve("all.html"), page);
    Path single = directory.resolve("one.svg");
    Files.writeString(single, new GraphPicture(Models.situations().get("passed")).svg());
    String paper = "getComputedStyle(document.querySelector('.paper')).fill";
    try (Browser browser = new Browser(directory.resolve("light"), file, false)) {
      assertThat(browser.value("document.querySelectorAll('text').length"))
          .matches(count -> ((Number) count).intValue() > 100);
      assertThat(browser.value(OVERLAPS)).isEqualTo("");
    }
    try (Browser browser = new Browser(directory.resolve("dark"), single, true)) {
      assertThat(browser.value(paper)).isEqualTo("rgb(18, 22, 29)");
      assertThat(browser.value("document.querySelector('title').textContent"))
          .isEqualTo("What server 4711, client 4712 have open");
    }
  }
}

package ipcsh.record;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Browser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of a recording, in a browser, from a file. */
class BrowserIT {
  private static final long SECOND = 1_000_000_000;

  private static final Cast CAST =
      new Cast(
          new CastHeader(40, 6, "xterm", "A demo", null),
          List.of(
              new CastEvent(0, "o", "first words\r\n"),
              new CastEvent(10 * SECOND, "m", "One </script>"),
              new CastEvent(10 * SECOND, "o", "</script><b>in chapter one\r\n"),
              new CastEvent(60 * SECOND, "m", "Two"),
              new CastEvent(60 * SECOND, "o", "\u001b[41m" + "in chapter two\u001b[K\u001b[0m\r\n"),
              new CastEvent(120 * SECOND, "o", "the end")));

  private static final String SCREEN = "document.querySelector('.ap-term-text').textContent";
  private static final String CURRENT =
      "(document.querySelector('nav [aria-current]') || {}).textContent || ''";

  @TempDir Path directory;

  private Path made(String name, String at, String theme) throws Exception {
    return Files.writeString(directory.resolve(name), Export.of(name, at, theme, null).text(CAST));
  }

  private static boolean has(Object text, String part) {
    return String.valueOf(text).replace('\u00a0', ' ').contains(part);
  }

  @Test
  void thePagePlaysAndItsChaptersCanBeClicked() throws Exception {
    try (Browser browser = new Browser(directory, made("x.html", null, null), false)) {
      browser.await(SCREEN, text -> has(text, "first words"));
      assertThat(browser.value("document.querySelectorAll('nav li').length")).isEqualTo(2);
      assertThat(browser.value("document.querySelector('h1').textContent")).isEqualTo("A demo");
      browser.click("nav li:nth-child(2) button");
      browser.await(SCREEN, text -> has(text, "in chapter two"));
      browser.await(CURRENT, "1:00Two"::equals);
      browser.await(
          "player.getCurrentTime() >= 60 && player.getCurrentTime() < 120", Boolean.TRUE::equals);
      browser.click("nav li:nth-child(1) button");
      browser.await(CURRENT, "0:10One </script>"::equals);
      browser.await(SCREEN, text -> has(text, "</script><b>in chapter one"));
      assertThat(
              browser.value(
                  "performance.getEntriesByType('resource')"
                      + ".filter(r => !/^(data|blob):/.test(r.name)).length"))
          .isEqualTo(0);
    }
  }

  @Test
  void thePageIsDarkWhereTheSystemIs() throws Exception {
    Path page = made("x.html", null, null);
    String paper = "getComputedStyle(document.body).backgroundColor";
    try (Browser browser = new Browser(directory.resolve("dark"), page, true)) {
      browser.await(paper, "rgb(17, 17, 27)"::equals);
    }
    try (Browser browser = new Browser(directory.resolve("light"), page, false)) {
      browser.await(paper, "rgb(236, 238, 244)"::equals);
    }
    Path chosen = made("chosen.html", null, "light");
    try (Browser browser = new Browser(directory.resolve("chosen"), chosen, true)) {
      browser.await(paper, "rgb(236, 238, 244)"::equals);
    }
  }

  private static int colour(Browser browser, int x, int y) throws Exception {
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(browser.picture()));
    return seen.getRGB(x, y) & 0xffffff;
  }

  /** A point of the third line, beyond its text: red in chapter two, the background before. */
  private static final int X = 16 + 300;

  private static final int Y = 36 + 2 * 19 + 9;

  @Test
  void theStillShowsItsColours() throws Exception {
    Path still = made("still.svg", "1:01", "dark");
    try (Browser browser = new Browser(directory, still, false)) {
      assertThat(colour(browser, X, Y)).isEqualTo(0xf38ba8);
      assertThat(colour(browser, X, Y + 19)).isEqualTo(0x1e1e2e);
    }
  }

  /** How long the last frame is shown before the animation starts. */
  private static final double REST = 2.5;

  @Test
  void theAnimationBeginsWithItsEndAndMoves() throws Exception {
    try (Browser browser = new Browser(directory, made("x.svg", null, null), false)) {
      browser.value("document.documentElement.pauseAnimations()");
      browser.value("document.documentElement.setCurrentTime(0)");
      assertThat(colour(browser, X, Y)).isEqualTo(0xc5143a);
      browser.value("document.documentElement.setCurrentTime(" + (REST + 30) + ")");
      assertThat(colour(browser, X, Y)).isEqualTo(0xfbfbfd);
      browser.value("document.documentElement.setCurrentTime(" + (REST + 61) + ")");
      assertThat(colour(browser, X, Y)).isEqualTo(0xc5143a);
    }
  }
}

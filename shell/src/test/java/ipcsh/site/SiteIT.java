package ipcsh.site;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Browser;
import ipcsh.kit.Program;
import ipcsh.kit.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of the course in a browser, from files. */
class SiteIT {
  @TempDir static Path directory;

  private static Path site;

  @BeforeAll
  static void export() throws Exception {
    Tools.need("chromium");
    site = directory.resolve("site");
    var outcome = Program.run(directory, "export", "lessons", site.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).matches("(?s).*site: \\d+ lessons, \\d+ files, .* MB\n");
  }

  @Test
  void lessonsCanBeSearchedReadAndPlayed() throws Exception {
    Path page = site.resolve("lessons/22-passing-a-descriptor.html");
    try (Browser browser = new Browser(directory.resolve("light"), page, false)) {
      assertThat(browser.value("document.querySelector('h1').textContent"))
          .isEqualTo("Passing a descriptor");
      browser.value(
          "(() => { const q = document.querySelector('input[type=search]'); q.value = 'deadlock ring';"
              + " q.dispatchEvent(new Event('input')); })()");
      browser.await(
          "(document.querySelector('#results a') || {}).href || ''",
          link -> String.valueOf(link).contains("lessons/41-why-it-hangs.html"));
      // a chapter of the recording, which is loaded then
      browser.value("document.querySelector('[data-marker=\"1\"]').click()");
      browser.await(
          "(document.querySelector('.ap-term-text') || {}).textContent || ''",
          text -> String.valueOf(text).contains("fcntl"));
      String paper = "getComputedStyle(document.body).backgroundColor";
      assertThat(browser.value(paper)).isEqualTo("rgb(247, 248, 251)");
      browser.value("document.querySelector('.theme').click()");
      assertThat(browser.value(paper)).isEqualTo("rgb(18, 22, 29)");
    }
  }

  @Test
  void nothingIsWiderThanATelephoneAndEveryPictureIsShown() throws Exception {
    Path page = site.resolve("lessons/27-looking.html");
    try (Browser browser = new Browser(directory.resolve("phone"), page, true)) {
      browser.size(390, 800);
      browser.await("innerWidth", width -> width.equals(390));
      assertThat(browser.value("document.documentElement.scrollWidth <= 390")).isEqualTo(true);
      assertThat(browser.value("document.querySelectorAll('figure img').length")).isEqualTo(5);
      assertThat(
              browser.value(
                  "[...document.images].every(i => i.complete && i.naturalWidth > 0 && i.alt)"))
          .isEqualTo(true);
    }
  }

  @Test
  void theSheetIsOnePageInBothForms() throws Exception {
    assertThat(pages(Files.readAllBytes(site.resolve("sheet.pdf")))).isEqualTo(1);
    try (Browser browser =
        new Browser(directory.resolve("sheet"), site.resolve("sheet.html"), true)) {
      assertThat(pages(browser.pdf())).isEqualTo(1);
    }
  }

  private static int pages(byte[] pdf) throws Exception {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return document.getNumberOfPages();
    }
  }
}

package ipcsh.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Exports of a recording. */
class ExportTest {
  private static final long SECOND = 1_000_000_000;

  /** A prompt with input, with a tip below, in two chapters. */
  private static final Cast CAST =
      new Cast(
          new CastHeader(40, 4, "xterm", "From <here> & on", null),
          List.of(
              new CastEvent(
                  SECOND, "o", "\u001b[1mipcsh\u001b[0m> bi\r\n\u001b[2mbind(fd)\u001b[0m"),
              new CastEvent(2 * SECOND, "o", "\u001b[A\u001b[10Gnd s\r\n\u001b[K0\r\n"),
              new CastEvent(3 * SECOND, "m", "Two *stars*"),
              new CastEvent(3 * SECOND, "o", "-- Two *stars* --\r\n</script> ]]> ```\r\n"),
              new CastEvent(
                  4 * SECOND, "o", "┌─┐ 漢 \u001b[7mx\u001b[0m\r\n\u001b[?1049h\u001b[Hpage"),
              new CastEvent(5 * SECOND, "o", "\u001b[?1049lback"),
              new CastEvent(6 * SECOND, "x", "0")));

  @TempDir Path directory;

  private static String made(String to, String at, String theme) throws Exception {
    return Export.of(to, at, theme, null).text(CAST);
  }

  private static Document svg(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> all(Document svg, String tag) {
    NodeList found = svg.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  @Test
  void aTranscriptHasWhatWasToBeRead() throws Exception {
    assertThat(made("x.md", null, null))
        .isEqualTo(
            """
            # From \\<here\\> & on

            ```text
            ipcsh> bind s
            0
            ```

            ## Two \\*stars\\*

            ````text
            </script> ]]> ```
            ┌─┐ 漢 x
            back
            ````
            """);
  }

  @Test
  void whatWasClearedIsInTheTranscriptToo() throws Exception {
    Cast cast =
        new Cast(
            new CastHeader(20, 3, null),
            List.of(
                new CastEvent(1, "o", "one\r\ntwo\r\n\u001b[H\u001b[2Jthree\r\nfour"),
                new CastEvent(2, "m", "Later"),
                new CastEvent(3, "o", "\r\nfive\r\nsix\r\nseven")));
    assertThat(Export.of("x.md", null, null, null).text(cast))
        .isEqualTo(
            "```text\none\ntwo\nthree\n```\n\n## Later\n\n```text\nfour\nfive\nsix\nseven\n```\n");
  }

  @Test
  void aStillShowsTheMoment() throws Exception {
    Document svg = svg(made("x.svg", "1.5", null));
    assertThat(all(svg, "animate")).isEmpty();
    assertThat(all(svg, "text").stream().map(Element::getTextContent).toList())
        .containsExactly("From <here> & on", "ipcsh", "> bi", "bind(fd)");
    assertThat(all(svg, "text").get(1).getAttribute("textLength")).isEqualTo("42");
    assertThat(all(svg, "text").get(3).getAttribute("class")).isEqualTo("f d");
  }

  @Test
  void theEndIsTheEnd() throws Exception {
    List<String> texts =
        all(svg(made("x.svg", "end", null)), "text").stream().map(Element::getTextContent).toList();
    assertThat(texts).contains("back", "漢", "x").doesNotContain("page");
    assertThat(made("x.svg", "end", null)).isEqualTo(made("x.svg", "1:00", null));
  }

  @Test
  void anAnimationDrawsEachLineOnceAndSwitchesBetweenThem() throws Exception {
    Document svg = svg(made("x.svg", null, null));
    assertThat(all(svg, "animate")).isNotEmpty();
    List<String> drawn = all(svg, "g").stream().map(g -> g.getAttribute("id")).toList();
    for (Element animation : all(svg, "animate")) {
      String[] values = animation.getAttribute("values").split(";");
      String[] times = animation.getAttribute("keyTimes").split(";");
      assertThat(times).hasSameSizeAs(values);
      assertThat(times[0]).isEqualTo("0");
      assertThat(List.of(times)).isSortedAccordingTo((a, b) -> Double.compare(d(a), d(b)));
      if (animation.getAttribute("attributeName").equals("href")) {
        assertThat(drawn)
            .contains(List.of(values).stream().map(v -> v.substring(1)).toArray(String[]::new));
      }
    }
    List<String> texts = all(svg, "text").stream().map(Element::getTextContent).toList();
    assertThat(texts).contains("bind(fd)", "> bi", "> bind s", "page");
    List<String> lines =
        all(svg, "g").stream()
            .filter(g -> g.hasAttribute("id"))
            .map(Element::getTextContent)
            .toList();
    assertThat(lines).contains("ipcsh> bind s").doesNotHaveDuplicates();
  }

  private static double d(String time) {
    return Double.parseDouble(time);
  }

  @Test
  void theSameRecordingGivesTheSameBytes() throws Exception {
    for (String to : List.of("x.svg", "x.html", "x.md")) {
      assertThat(made(to, null, null)).isEqualTo(made(to, null, null));
    }
  }

  @Test
  void themesAreChosen() throws Exception {
    assertThat(made("x.svg", null, null)).contains("prefers-color-scheme", Theme.DARK.paper());
    assertThat(made("x.svg", null, "dark"))
        .contains(Theme.DARK.paper())
        .doesNotContain("prefers-color-scheme", Theme.LIGHT.paper());
    assertThat(made("x.svg", null, "light"))
        .contains(Theme.LIGHT.paper())
        .doesNotContain("prefers-color-scheme", Theme.DARK.paper());
  }

  @Test
  void nothingInARecordingEndsTheScriptOfThePage() throws Exception {
    String page = made("x.html", null, null);
    int cast = page.indexOf("id=\"cast\">");
    assertThat(page.indexOf("\\u003c/script> ]]>"))
        .isBetween(cast, page.indexOf("</script>", cast));
    assertThat(page).contains("<title>From &lt;here&gt; &amp; on</title>");
    assertThat(page).doesNotContainPattern("(src|href)=\"?https?:");
  }

  @ParameterizedTest
  @CsvSource({
    "x.txt,,, expected an output file: .html .svg or .md",
    "x,,, expected an output file",
    "x.md,3,, expected an .svg with a time",
    "x.svg,3m,, 'at: expected seconds, m:ss or end, given 3m'",
    "x.svg,,blue, 'theme: expected ''light'', ''dark'' or ''auto'', given ''blue'''",
  })
  void whatMakesNoSenseIsSaid(String to, String at, String theme, String message) throws Exception {
    assertThatThrownBy(() -> Export.of(to, at, theme, null))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            e -> assertThat(e.getMessage().replace(",", "")).contains(message.replace(",", "")));
  }

  @Test
  void aFileThatCannotBeReadOrWrittenIsNamed() throws Exception {
    Path cast = Files.writeString(directory.resolve("x.cast"), CAST.text(CastWriter.Version.V2));
    Path nowhere = directory.resolve("nowhere/x.md");
    assertThatThrownBy(() -> Export.of(nowhere.toString(), null, null, null).of(cast))
        .hasMessage(nowhere + ": cannot be written (no such directory)");
    assertThatThrownBy(() -> Export.of(directory + "/x.md", null, null, null).of(nowhere))
        .hasMessage(nowhere + ": cannot be read (no such file)");
  }
}

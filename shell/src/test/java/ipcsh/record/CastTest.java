package ipcsh.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.json.JsonSlurper;
import ipcsh.record.CastWriter.Version;
import ipcsh.sys.text.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The contents of a recording, byte by byte, and how they are read. */
class CastTest {
  private static final long MILLISECOND = 1_000_000;

  /** The clock need not begin at 0. */
  private static final long BEGIN = 77_000_000_123L;

  private static String written(Version version) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CastHeader header = new CastHeader(80, 24, "xterm", "A \"title\"", 1_700_000_000L);
    try (CastWriter writer = new CastWriter(out, version, header, BEGIN)) {
      writer.output(BEGIN + 250 * MILLISECOND, "a\u001b[1m\r\n\"é\u007f\u2028");
      writer.marker(BEGIN + 1500 * MILLISECOND, "Chapter </script>");
      writer.resize(BEGIN + 1500 * MILLISECOND, 100, 30);
      writer.output(BEGIN + 61_000 * MILLISECOND + 1000, "x");
      writer.exit(BEGIN + 62_000 * MILLISECOND, 3);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void version3HasTimesSinceTheEventBefore() throws IOException {
    assertThat(written(Version.V3))
        .isEqualTo(
            """
            {"version": 3, "term": {"cols": 80, "rows": 24, "type": "xterm"}, "timestamp": 1700000000, "title": "A \\"title\\""}
            [0.25, "o", "a\\u001b[1m\\r\\n\\"é\\u007f\\u2028"]
            [1.25, "m", "Chapter </script>"]
            [0.0, "r", "100x30"]
            [59.500001, "o", "x"]
            [0.999999, "x", "3"]
            """);
  }

  @Test
  void version2HasTimesSinceTheBeginningAndNoExit() throws IOException {
    assertThat(written(Version.V2))
        .isEqualTo(
            """
            {"version": 2, "width": 80, "height": 24, "timestamp": 1700000000, "title": "A \\"title\\"", "env": {"TERM": "xterm"}}
            [0.25, "o", "a\\u001b[1m\\r\\n\\"é\\u007f\\u2028"]
            [1.5, "m", "Chapter </script>"]
            [1.5, "r", "100x30"]
            [61.000001, "o", "x"]
            """);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void whatIsWrittenIsRead(Version version) throws Exception {
    String text = written(version);
    Cast cast = CastReader.read(text.getBytes(StandardCharsets.UTF_8));
    assertThat(cast.header())
        .isEqualTo(new CastHeader(80, 24, "xterm", "A \"title\"", 1_700_000_000L));
    assertThat(cast.events().subList(0, 4))
        .containsExactly(
            new CastEvent(250 * MILLISECOND, "o", "a\u001b[1m\r\n\"é\u007f\u2028"),
            new CastEvent(1500 * MILLISECOND, "m", "Chapter </script>"),
            new CastEvent(1500 * MILLISECOND, "r", "100x30"),
            new CastEvent(61_000 * MILLISECOND + 1000, "o", "x"));
    assertThat(cast.text(version)).isEqualTo(text);
  }

  @Test
  void everyLineIsJson() throws IOException {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0x300; c++) {
      all.append(c);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CastWriter writer = new CastWriter(out, Version.V3, new CastHeader(1, 1, null), 0)) {
      writer.output(0, all.toString());
    }
    String line = out.toString(StandardCharsets.UTF_8).lines().toList().get(1);
    assertThat(((List<?>) new JsonSlurper().parseText(line)).get(2)).isEqualTo(all.toString());
    assertThat(((List<?>) Json.parse(line)).get(2)).isEqualTo(all.toString());
  }

  @Test
  void aCharacterInTwoWritesStaysWhole() throws Exception {
    byte[] bytes = "€😀".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CastWriter writer = new CastWriter(out, Version.V3, new CastHeader(80, 24, null), 0)) {
      for (int i = 0; i < bytes.length; i++) {
        writer.output(i * MILLISECOND, bytes, i, 1);
      }
      writer.output(9 * MILLISECOND, new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);
    }
    assertThat(CastReader.read(out.toByteArray()).events())
        .containsExactly(
            new CastEvent(2 * MILLISECOND, "o", "€"),
            new CastEvent(6 * MILLISECOND, "o", "😀"),
            new CastEvent(9 * MILLISECOND, "o", "a\ufffdb"));
  }

  @Test
  void eachEventIsThereWhenItWasWritten() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CastWriter writer = new CastWriter(out, Version.V3, new CastHeader(80, 24, null), 0)) {
      writer.output(MILLISECOND, "x");
      assertThat(CastReader.read(out.toByteArray()).events()).hasSize(1);
    }
  }

  @Test
  void asciinemasOwnIsRead() throws Exception {
    String text =
        """
        {"version":3,"term":{"cols":80,"rows":24,"theme":{"fg":"#fff","palette":"#000:#111"}},"env":{"SHELL":"/bin/sh"},"tags":[1,2]}
        # a comment
        [1.5, "o", "a\\u00e9\\ud83d\\ude00\\/"]

        [1e-1, "i", "x"]
        [0, "x", "0"]
        """;
    Cast cast = CastReader.read(text.getBytes(StandardCharsets.UTF_8));
    assertThat(cast.events())
        .containsExactly(
            new CastEvent(1500 * MILLISECOND, "o", "aé😀/"),
            new CastEvent(1600 * MILLISECOND, "i", "x"),
            new CastEvent(1600 * MILLISECOND, "x", "0"));
  }

  @Test
  void aLastLineThatBreaksOffIsLeftOut() throws Exception {
    String text =
        "{\"version\": 2, \"width\": 8, \"height\": 2}\n[1, \"o\", \"a\"]\n[2, \"o\", \"b";
    assertThat(CastReader.read(text.getBytes(StandardCharsets.UTF_8)).events()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | [1, 'o', 'a | expected valid JSON, given an error near column",
        "2 | [1, 'o'] | expected [time",
        "2 | [-1, 'o', 'a'] | expected a time in seconds, given -1",
        "2 | [1, 'o', 5] | expected a string after",
        "2 | [1, 'r', '80'] | expected a size such as 80x24",
        "2 | [1, 'r', '0x24'] | expected the columns from 1",
        "2 | [01, 'o', 'x'] | expected valid JSON, given an error near column 2",
        "2 | hello | expected valid JSON, given an error near column 1",
      })
  void aWrongLineIsNamed(int number, String line, String message) {
    String text = "{'version': 3, 'term': {'cols': 80, 'rows': 24}}\n" + line + "\n\n";
    assertThatThrownBy(
            () -> CastReader.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BadCast.class)
        .hasMessageStartingWith("line " + number + ": ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | given an empty line",
        "[] | expected the header of an asciicast",
        "{'version': 1} | given version 1",
        "{'version': 3, 'term': {'cols': 80}} | expected term.rows from 1 to 1000, given null",
        "{'version': 2, 'width': 80.5, 'height': 2} | expected width",
        "{'version': 2, | expected valid JSON, given an error near column 15",
      })
  void aWrongHeaderIsRefused(String header, String message) {
    assertThatThrownBy(
            () -> CastReader.read(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BadCast.class)
        .hasMessageStartingWith("line 1: ")
        .hasMessageContaining(message);
  }

  /** A malformed file is reported with its line, and never with a Java stack trace. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | ",
        "1 | # a comment first",
        "1 | null",
        "1 | 3",
        "1 | 'text'",
        "1 | [1, 'o', 'a']",
        "1 | {}",
        "1 | {'version': null}",
        "1 | {'version': '3'}",
        "1 | {'version': 2.5}",
        "1 | {'version': 4, 'term': {'cols': 80, 'rows': 24}}",
        "1 | {'version': 1, 'width': 80, 'height': 24, 'duration': 1, 'stdout': [[0, 'x']]}",
        "1 | {'version': 2, 'term': {'cols': 80, 'rows': 24}}",
        "1 | {'version': 3, 'width': 80, 'height': 24}",
        "1 | {'version': 3, 'term': [80, 24]}",
        "1 | {'version': 3, 'term': {'cols': '80', 'rows': 24}}",
        "1 | {'version': 3, 'term': {'cols': 0, 'rows': 24}}",
        "1 | {'version': 3, 'term': {'cols': -80, 'rows': 24}}",
        "1 | {'version': 3, 'term': {'cols': 1e9, 'rows': 24}}",
        "1 | {'version': 3, 'term': {'cols': 80, 'rows': 24.5}}",
        "1 | {'version': 3, 'term': {'cols': 80, 'rows': 24}} and more",
        "1 | {'version': 3, 'term': {'cols': 80, 'rows': 24}",
        "1 | {version: 3}",
        "1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "2 | [NaN, 'o', 'x']",
        "2 | [Infinity, 'o', 'x']",
        "2 | [1e400, 'o', 'x']",
        "2 | [1e300, 'o', 'x']",
        "2 | [-0.5, 'o', 'x']",
        "2 | ['1', 'o', 'x']",
        "2 | [null, 'o', 'x']",
        "2 | [1, 2, 'x']",
        "2 | [1, 'o', 'x', 3]",
        "2 | []",
        "2 | {}",
        "2 | [1, 'o', null]",
        "2 | [1, 'm', {}]",
        "2 | [1, 'r', '80x']",
        "2 | [1, 'r', '99999x1']",
        "2 | [1, 'r', '80x24x3']",
        "2 | [1, 'o', 'x'],",
        "2 | [1, 'o', '\\\\x41']",
        "2 | [1, 'o', '\\\\u12']",
        "2 | {'version': 3, 'term': {'cols': 80, 'rows': 24}}",
      })
  void whatIsMalformedIsNamedWithItsLine(int number, String line) {
    String wrong = (line == null ? "" : line).replace('\'', '"').replace("\\\\", "\\");
    String head = "{\"version\": 3, \"term\": {\"cols\": 80, \"rows\": 24}}\n";
    String text = (number == 1 ? "" : head) + wrong + "\n[1, \"o\", \"behind\"]\n";
    assertThatThrownBy(() -> CastReader.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BadCast.class)
        .hasMessageMatching("(?s)line " + number + ": .*expected.*")
        .hasMessageNotContainingAny("java.", "Exception", "null pointer");
  }

  @Test
  void bytesThatAreNoTextAreNamedWithTheirLine() {
    byte[] head =
        "{\"version\": 2, \"width\": 8, \"height\": 2}\n# x\n[1, \"o\", \""
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head);
    all.write(0xc3);
    all.writeBytes("\"]\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> CastReader.read(all.toByteArray()))
        .isInstanceOf(BadCast.class)
        .hasMessage("line 3: expected UTF-8, given other bytes");
  }

  @Test
  void aLineIsBounded() {
    byte[] line = new byte[(16 << 20) + 2];
    Arrays.fill(line, (byte) ' ');
    assertThatThrownBy(() -> CastReader.read(line))
        .isInstanceOf(BadCast.class)
        .hasMessageContaining("line 1: expected a line of at most 16 MiB");
  }

  /** Version 2 has absolute times: a decreasing time is replaced by that of the previous event. */
  @Test
  void timesThatGoBackStandStill() throws Exception {
    String text =
        "{\"version\": 2, \"width\": 8, \"height\": 2}\n[2, \"o\", \"a\"]\n[1, \"o\", \"b\"]\n";
    assertThat(CastReader.read(text.getBytes(StandardCharsets.UTF_8)).events())
        .extracting(CastEvent::nanos)
        .containsExactly(2000 * MILLISECOND, 2000 * MILLISECOND);
  }

  @Test
  void whatIsNoTextIsRefused() {
    assertThatThrownBy(() -> CastReader.read(new byte[] {(byte) 0x89, 'P', 'N', 'G'}))
        .isInstanceOf(BadCast.class)
        .hasMessageContaining("not UTF-8");
  }
}

package ipcsh.language.saving;

import static ipcsh.language.saving.Facts.descriptor;
import static ipcsh.language.saving.Facts.list;
import static ipcsh.language.saving.Facts.literal;
import static ipcsh.language.saving.Facts.map;
import static ipcsh.language.saving.Facts.other;
import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.language.ValueFact;
import ipcsh.sys.abi.Errno;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as literals of the language, written and parsed. */
@OnShell
class LiteralsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "it's",
        "''",
        "'''",
        "\"",
        "\\",
        "\\\\",
        "ends with \\",
        "\\n",
        "\\u0041",
        "\\\\u0041",
        "\\'",
        "$x ${y} $",
        "two\nlines\r\n\tand a tab",
        "\0\u0001\u001b[31m\u007f\u0085",
        "\b\f",
        "Grüße, 日本語, \u2028\u2029",
        "\ud83d\ude00",
        "a lone \ud83d and \ude00 one",
        "/* no */ // comment",
      })
  void aTextBetweenQuotesIsReadAsItWas(String text, Shell shell) {
    String quoted = Literals.quoted(text);
    assertThat(quoted).doesNotContain("\n", "\r", "\0", "\u001b");
    assertThat(shell.run(quoted)).isEqualTo(text);
  }

  @Test
  void everyCharacterOfTheFirst256IsReadAsItWas(Shell shell) {
    for (int c = 0; c < 256; c++) {
      String text = "a" + (char) c + "b";
      assertThat(shell.run(Literals.quoted(text))).isEqualTo(text);
    }
  }

  @Test
  void valuesAreReadAsTheyWere(Shell shell) {
    List<Object> values =
        List.of(
            true,
            false,
            0,
            -1,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            new BigDecimal("1.50"),
            new BigDecimal("-0.001"),
            Errno.EAGAIN,
            "text",
            "");
    for (Object value : values) {
      assertThat(shell.run(Literals.of(literal(value)))).isEqualTo(value);
    }
    assertThat(shell.run(Literals.of(literal(new byte[] {0, 65, -1}))))
        .isEqualTo(new byte[] {0, 65, -1});
    assertThat(shell.run(Literals.of(literal(new byte[0])))).isEqualTo(new byte[0]);
  }

  @Test
  void numbersOfAnotherSizeAreEqualToWhatIsRead(Shell shell) {
    List<Object> values =
        List.of(
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            5L,
            (short) 7,
            (byte) -7,
            BigInteger.TEN.pow(30),
            new BigInteger("-1"),
            new BigDecimal("1E+3"),
            new BigDecimal("1E-10"));
    for (Object value : values) {
      shell.session().names().setVariable("was", value);
      assertThat(shell.run("was == " + Literals.of(literal(value)))).isEqualTo(true);
    }
  }

  @Test
  void listsAndMaps(Shell shell) {
    Map<String, ValueFact> odd = new LinkedHashMap<>();
    odd.put("a", literal(1));
    odd.put("b c", literal("it's"));
    odd.put("", literal(true));
    odd.put("1", Facts.NOTHING);
    odd.put("ü", list(literal(2)));
    assertThat(Literals.of(Facts.NOTHING)).isEqualTo("null");
    assertThat(Literals.of(list())).isEqualTo("[]");
    assertThat(Literals.of(list(literal("a"), list(literal(1), Facts.NOTHING))))
        .isEqualTo("['a', [1, null]]");
    assertThat(Literals.of(map(Map.of()))).isEqualTo("[:]");
    assertThat(Literals.of(map(odd)))
        .isEqualTo("[a: 1, 'b c': 'it\\'s', '': true, '1': null, 'ü': [2]]");
    assertThat(shell.run(Literals.of(map(Map.of())))).isEqualTo(Map.of());
    shell.session().names().setVariable("read", shell.run(Literals.of(map(odd))));
    assertThat(shell.run("read == ['a': 1, 'b c': \"it's\", '': true, '1': null, 'ü': [2]]"))
        .isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"class", "in", "def", "null", "true", "it", "this", "assert"})
  void wordsOfTheLanguageAreKeysToo(String key, Shell shell) {
    assertThat(shell.run(Literals.of(map(Map.of(key, literal(1)))))).isEqualTo(Map.of(key, 1));
  }

  @Test
  void noLiteralForWhatNobodyCanWriteOrWouldRead() {
    assertThat(Literals.of(descriptor(3, 1))).isNull();
    assertThat(Literals.of(other("Object"))).isNull();
    assertThat(Literals.of(list(literal(1), descriptor(3, 1)))).isNull();
    assertThat(Literals.of(map(Map.of("a", list(other("Object")))))).isNull();
    assertThat(Literals.of(literal("x".repeat(200)))).hasSize(202);
    assertThat(Literals.of(literal("x".repeat(201)))).isNull();
    assertThat(Literals.of(literal(new byte[66]))).startsWith("hex('00 00");
    assertThat(Literals.of(literal(new byte[67]))).isNull();
    ValueFact[] many = IntStream.range(0, 100).mapToObj(Facts::literal).toArray(ValueFact[]::new);
    assertThat(Literals.of(list(many))).isNull();
  }

  @Test
  void bytesThatAreText() {
    assertThat(Literals.text(new byte[0])).isEmpty();
    assertThat(Literals.text("a\tb\r\nü日\ud83d\ude00".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("a\tb\r\nü日\ud83d\ude00");
    assertThat(Literals.text("x".repeat(200).getBytes(StandardCharsets.UTF_8))).hasSize(200);
  }

  @Test
  void bytesThatAreNone() {
    assertThat(Literals.text(new byte[] {(byte) 0xff})).isNull();
    assertThat(Literals.text(new byte[] {'a', (byte) 0xc3})).as("half a character").isNull();
    assertThat(Literals.text(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
        .as("half a pair")
        .isNull();
    assertThat(Literals.text(new byte[] {'a', 0})).isNull();
    assertThat(Literals.text(new byte[] {27, '[', 'm'})).isNull();
    assertThat(Literals.text("x".repeat(201).getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  void hexadecimalDigits() {
    assertThat(Literals.hex(new byte[] {0, 10, -1})).isEqualTo("00 0a ff");
    assertThat(Literals.hex(new byte[0])).isEmpty();
  }
}

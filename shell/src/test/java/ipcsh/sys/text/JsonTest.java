package ipcsh.sys.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** JSON as results are written and recordings read. */
class JsonTest {
  @Test
  void asciiHoldsNothingThatATerminalInterprets() {
    String text = "a\"\\\u001b[2J\u007f\u009bé\u202e\uD83D\uDE00</b>";
    String json = Json.ascii(text);
    assertThat(json).matches("[\\x20-\\x7e]*").contains("\\u202e\\ud83d\\ude00</b>");
    assertThat(Json.parse(json)).isEqualTo(text);
    assertThat(Json.parse(Json.quote(text))).isEqualTo(text);
  }

  @Test
  void numbersOfEveryKind() {
    LongAdder adder = new LongAdder();
    adder.add(7);
    assertThat(
            Json.ascii(
                Arrays.asList(
                    1, 1L << 62, 1.5, 2.0f, new BigDecimal("0.10"), adder, Double.NaN, null)))
        .isEqualTo("[1,4611686018427387904,1.5,2.0,0.10,7,null,null]");
    assertThat(Json.ascii(Float.NEGATIVE_INFINITY)).isEqualTo("null");
  }

  @Test
  void mapsKeepTheirOrderAndNulls() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", null);
    map.put("a", List.of(true, "x"));
    assertThat(Json.ascii(map)).isEqualTo("{\"b\":null,\"a\":[true,\"x\"]}");
  }
}

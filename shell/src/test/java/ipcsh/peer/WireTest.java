package ipcsh.peer;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.handle.Message;
import ipcsh.sys.abi.Errno;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoding and decoding of values. */
class WireTest {
  private static Object sent(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(bytes), value);
    return new WireReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())))
        .read();
  }

  static List<Object> asTheyAre() {
    return List.of(
        true,
        false,
        7,
        -1L,
        0.5,
        new BigInteger("123456789012345678901234567890"),
        new BigDecimal("1.10"),
        Duration.ofMillis(1500),
        Errno.EADDRINUSE,
        "größer\n\0",
        Arrays.asList(1, null, "x"),
        Map.of("a", List.of(Map.of(1, 2L))));
  }

  @ParameterizedTest
  @MethodSource("asTheyAre")
  void theyArriveAsTheyWere(Object value) throws IOException {
    assertThat(sent(value)).isEqualTo(value);
  }

  @Test
  void nothingArrivesAsNothing() throws IOException {
    assertThat(sent(null)).isNull();
  }

  @Test
  void bytesAndWhatWasReceived() throws IOException {
    assertThat((byte[]) sent(new byte[] {1, -1, 0})).containsExactly(1, -1, 0);
    Message message = Message.of(new byte[] {65, 66}, 5, "@peer", 0x20, false);
    assertThat(sent(message)).hasToString(message.toString()).isInstanceOf(Message.class);
  }

  @Test
  void smallNumbersLettersAndSetsAsTheirLikes() throws IOException {
    assertThat(sent((short) 5)).isEqualTo(5);
    assertThat(sent(2.5f)).isEqualTo(2.5);
    assertThat(sent('x')).isEqualTo("x");
    assertThat(sent(new StringBuilder("built"))).isEqualTo("built");
    assertThat(sent(Set.of(1))).isEqualTo(List.of(1));
  }

  @Test
  void everythingElseAsItPrints() throws IOException {
    assertThat(sent(List.of(Thread.State.WAITING))).isEqualTo(List.of(new PrintedValue("WAITING")));
  }
}

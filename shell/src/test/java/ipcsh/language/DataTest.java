package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.json.JsonOutput;
import groovy.json.JsonSlurper;
import ipcsh.handle.UsageException;
import ipcsh.kit.OnShell;
import ipcsh.kit.Outcome;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Data as arguments and as results. */
@OnShell
class DataTest {
  @Test
  void dataIsTextBytesListHexOrPacked(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        check = { data, hex -> send a, data; assert recv(b).hex == hex }
        check 'AB', '41 42'
        check 'ä€', 'c3 a4 e2 82 ac'
        check "n${1}", '6e 31'
        check([65, 66] as byte[], '41 42')
        check([0, 255, -1, 128], '00 ff ff 80')
        check hex('00 ff 12'), '00 ff 12'
        check hex('0x00FF,12'), '00 ff 12'
        check pack('<iH', 7, 2), '07 00 00 00 02 00'
        check '', ''
        check '\\0', '00'
        send a, 'again'
        check recv(b), '61 67 61 69 6e'
        """);
  }

  @Test
  void messageHasItsParts(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        send a, 'ABC'
        m = recv b
        assert m.text == 'ABC' && m.bytes == [65, 66, 67] as byte[] && m.size == 3
        assert m.from == null && !m.truncated && !m.controlTruncated && m.flags == 0
        assert m.fds == [] && m.cred == null && !m.eof
        """);
  }

  @Test
  void messagePrintsItsBytesAndWhatWasLost(Shell shell) {
    shell.run("(a, b) = socketpair AF_UNIX, SOCK_DGRAM");
    assertThat(shell.rendered("send a, 'ABCDE'; recv b, 3"))
        .isEqualTo("3 bytes \"ABC\"  MSG_TRUNC");
    assertThat(shell.rendered("send a, [0, 255]; recv b")).isEqualTo("2 bytes 00 ff");
    assertThat(shell.rendered("send a, 'x'; recv b")).isEqualTo("1 byte \"x\"");
    assertThat(shell.rendered("send a, ''; recv b")).isEqualTo("0 bytes");
    assertThat(shell.rendered("send a, 'a\"b\\n'; recv b")).isEqualTo("4 bytes \"a\\\"b\\n\"");
    assertThat(shell.rendered("send a, 'grün'; recv b")).isEqualTo("5 bytes \"grün\"");
    assertThat(
            shell.rendered(
                """
                s = socket AF_UNIX, SOCK_DGRAM
                bind s, '@srv'
                c = socket AF_UNIX, SOCK_DGRAM
                bind c, '@clnt'
                sendto c, 'ABCDE', '@srv'
                recvfrom s, 3
                """))
        .isEqualTo("3 bytes \"ABC\" from @clnt  MSG_TRUNC");
  }

  @Test
  void descriptorPrintsAsWhatItIs(Shell shell) {
    shell.run("def plain(x) { x.toString().replaceAll(/^fd \\d+  /, '') }");
    assertThat(shell.run("plain socket(AF_UNIX, SOCK_DGRAM)")).isEqualTo("unix dgram");
    assertThat(shell.run("plain socketpair()[0]")).isEqualTo("unix stream  connected");
    assertThat(shell.run("plain pipe()[0]")).isEqualTo("pipe  read end");
    assertThat(shell.run("plain open('/dev/null', O_RDWR)"))
        .asString()
        .contains("/dev/null  O_RDWR");
    assertThat(shell.run("s = socket(); bind s, '@x1'; listen s; plain s"))
        .isEqualTo("unix stream  listening @x1");
    assertThat(shell.run("s = socket(); close s; plain s")).isEqualTo("closed");
    assertThat(shell.run("(s = socket()).number == (s.toString() =~ /fd (\\d+)/)[0][1] as int"))
        .isEqualTo(true);
  }

  @Test
  void timesAreDurationsOrSeconds(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        took = { work -> t = System.nanoTime(); fails(ETIMEDOUT, work); (System.nanoTime() - t) / 1e9 }
        assert took { recv b, timeout: 30.ms } >= 0.029
        assert took { recv b, timeout: 0.03 } >= 0.029
        assert took { recv b, timeout: 0.03.s } >= 0.029
        fails(ETIMEDOUT) { recv b, timeout: 0 }
        """);
    assertThat(shell.run("500.ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(shell.run("2.s")).isEqualTo(Duration.ofSeconds(2));
    assertThat(shell.run("1.5.s")).isEqualTo(Duration.ofMillis(1500));
    assertThat(shell.run("1.min")).isEqualTo(Duration.ofMinutes(1));
    assertThat(shell.rendered("[500.ms, 2.s].sum()")).isEqualTo("2500 ms");
  }

  @Test
  void hugeTimesAreForEver(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        for (time in [1e300, 1e15.s, Long.MAX_VALUE, 9e18.s]) {
          send a, 'x'
          assert recv(b, timeout: time).text == 'x'
          assert eventually(timeout: time) { true }
          assert poll([a], POLLOUT, timeout: time)[a] == POLLOUT
        }
        """);
  }

  @Test
  void numbersDoNotWrap(Shell shell) {
    for (String code :
        new String[] {
          "send socket(), [4294967296L]",
          "send socket(), [1.5]",
          "recv socket(), 18446744073709551621G",
        }) {
      assertThat(shell.failure(code)).isInstanceOf(UsageException.class);
    }
  }

  @Test
  void textIsUnpackedAsBytesThatGoBack(Shell shell) {
    shell.run(
        """
        assert unpack('4s', hex('ff 00 41 c3'))[0].length() == 4
        assert pack('4s', unpack('4s', hex('ff 00 41 c3'))[0]) == hex('ff 00 41 c3')
        assert unpack('<3sB', pack('<3sB', 'abc', 7)) == ['abc', 7]
        assert unpack('<iH', pack('<iH', -7, 65535)) == [-7, 65535]
        (x, y) = unpack '>Hq', pack('>Hq', 1, -1)
        assert x == 1 && y == -1
        """);
  }

  private static final String LETTERS = "cbB?hHiIlLqQfdsx";

  /** Random formats with matching values, packed here and by Python. */
  @Test
  void packsAndUnpacksAsPythonDoes(Shell shell) {
    Random random = new Random(2001);
    List<List<Object>> cases = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      List<Object> values = new ArrayList<>();
      String format = format(random, values);
      cases.add(List.of(format, values));
    }
    String program =
        """
        import json, struct, sys
        for format, values in json.load(sys.stdin):
            given = [v.encode() if isinstance(v, str) else v for v in values]
            data = struct.pack(format, *given)
            back = [v.decode() if isinstance(v, bytes) else str(v) if type(v) is int else v for v in struct.unpack(format, data)]
            print(json.dumps([data.hex(), back]))
        """;
    Outcome python =
        Tools.python(shell.directory(), program).type(JsonOutput.toJson(cases)).outcome(Wait.LONG);
    assertThat(python.err()).isEmpty();
    assertThat(python.lines()).hasSize(cases.size());
    for (int i = 0; i < cases.size(); i++) {
      compare(shell, cases.get(i), (List<?>) new JsonSlurper().parseText(python.lines().get(i)));
    }
  }

  private static void compare(Shell shell, List<Object> given, List<?> python) {
    String format = (String) given.get(0);
    List<Object> arguments = new ArrayList<>(List.of(format));
    arguments.addAll((List<?>) given.get(1));
    byte[] packed = (byte[]) shell.context().registry().find("pack").call(arguments.toArray());
    assertThat(HexFormat.of().formatHex(packed)).as(given.toString()).isEqualTo(python.get(0));
    List<?> back = (List<?>) shell.context().registry().find("unpack").call(format, packed);
    assertThat(JsonOutput.toJson(numbers(back)))
        .as(given.toString())
        .isEqualTo(JsonOutput.toJson(numbers((List<?>) python.get(1))));
  }

  /** Numbers in one notation: JSON readers choose different types. */
  private static List<String> numbers(List<?> values) {
    return values.stream()
        .map(
            v ->
                v instanceof Double || v instanceof java.math.BigDecimal
                    ? "d" + ((Number) v).doubleValue()
                    : String.valueOf(v))
        .toList();
  }

  private static String format(Random random, List<Object> values) {
    StringBuilder format =
        new StringBuilder(new String[] {"", "<", ">", "=", "!", "@"}[random.nextInt(6)]);
    int items = 1 + random.nextInt(6);
    for (int i = 0; i < items; i++) {
      char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      int count = random.nextInt(3) == 0 ? random.nextInt(4) : -1;
      format.append(count < 0 ? "" : String.valueOf(count)).append(letter);
      if (letter == 's') {
        values.add("abcdef".substring(random.nextInt(6)));
      } else if (letter != 'x') {
        for (int j = 0; j < (count < 0 ? 1 : count); j++) {
          values.add(value(random, letter, format.charAt(0)));
        }
      }
    }
    return format.toString();
  }

  private static Object value(Random random, char letter, char order) {
    boolean standard = "<>=!".indexOf(order) >= 0;
    return switch (letter) {
      case 'c' -> String.valueOf((char) ('a' + random.nextInt(26)));
      case '?' -> random.nextBoolean();
      case 'f', 'd' -> random.nextInt(2000) / 8.0 - 100.5;
      default -> whole(random, letter, bits(letter, standard));
    };
  }

  private static int bits(char letter, boolean standard) {
    return Map.of('b', 8, 'h', 16, 'i', 32, 'l', standard ? 32 : 64, 'q', 64)
        .get(Character.toLowerCase(letter));
  }

  private static Object whole(Random random, char letter, int bits) {
    BigInteger any = new BigInteger(bits, random);
    BigInteger value =
        Character.isUpperCase(letter) ? any : any.subtract(BigInteger.ONE.shiftLeft(bits - 1));
    return value.bitLength() < 32 ? (Object) value.intValue() : value;
  }
}

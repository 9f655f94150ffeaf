package ipcsh.sys.abi;

import static ipcsh.sys.abi.SocketConstants.AF_NETLINK;
import static ipcsh.sys.abi.SocketConstants.AF_PACKET;
import static ipcsh.sys.abi.SocketConstants.AF_UNIX;
import static ipcsh.sys.abi.SocketConstants.AF_VSOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.sys.text.EscapedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket addresses and their texts. */
class SocketAddressTest {
  /** Characters that are likely to cause errors in names. */
  private static final String PIECES = "@\0\\0u001b7n\u001b\u009bü\u202e/.x \n'\"$";

  private static String text(byte[] name) {
    return SocketAddress.unix(name).toString();
  }

  private static byte[] name(String text) {
    byte[] bytes = SocketAddress.parse(AF_UNIX, text).bytes();
    return Arrays.copyOfRange(bytes, 2, bytes.length);
  }

  private static byte[] randomName(Random random) {
    byte[] name = new byte[1 + random.nextInt(20)];
    byte[] pieces = PIECES.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < name.length; i++) {
      name[i] =
          random.nextInt(4) == 0 ? (byte) random.nextInt() : pieces[random.nextInt(pieces.length)];
    }
    return name;
  }

  @Test
  void everyAbstractNameHasATextThatLeadsToIt() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      byte[] name = randomName(random);
      name[0] = 0;
      String text = text(name);
      assertThat(name(text)).as(text).isEqualTo(name);
      assertThat(EscapedText.isPlain(text)).as(text).isTrue();
    }
  }

  @Test
  void everyPathHasATextThatLeadsToIt() {
    Random random = new Random(2);
    for (int i = 0; i < 100_000; i++) {
      byte[] name = randomName(random);
      for (int at = 0; at < name.length; at++) {
        name[at] = name[at] == 0 ? (byte) 'o' : name[at];
      }
      String text = text(name);
      String found = new String(name(text), StandardCharsets.ISO_8859_1).replaceFirst("\0+$", "");
      String wanted = new String(name, StandardCharsets.ISO_8859_1);
      assertThat(found).as(text).isEqualTo(wanted.startsWith("@") ? "./" + wanted : wanted);
      assertThat(EscapedText.isPlain(text)).as(text).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@name",
        "/tmp/x",
        "a b",
        "größer",
        "@日本",
        "with'quote",
        "back\\slash",
        "c:\\x",
        "./@x"
      })
  void anOrdinaryNameIsItsText(String name) {
    assertThat(SocketAddress.parse(AF_UNIX, name)).hasToString(name);
  }

  @Test
  void whatIsNotShownIsEscapedAndTheBackslashWithIt() {
    assertThat(text("\0tight\0\0".getBytes(StandardCharsets.UTF_8))).isEqualTo("@tight\\0\\0");
    assertThat(text("\0a\0007".getBytes(StandardCharsets.UTF_8))).isEqualTo("@a\\u00007");
    assertThat(text("\u001b\\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("\\u001b\\\\n");
    assertThat(text("a\\0b".getBytes(StandardCharsets.UTF_8))).isEqualTo("a\\\\0b");
    assertThat(text(new byte[] {'a', -1})).isEqualTo("a\\udcff");
  }

  @Test
  void aPathThatBeginsWithTheSignOfAbstractNamesIsNoAbstractName() {
    assertThat(text(new byte[] {'@', 'x'})).isEqualTo("./@x");
    assertThat(text(new byte[] {0, 'x'})).isEqualTo("@x");
    assertThat(text(new byte[] {0})).isEqualTo("@");
    assertThat(text(new byte[0])).isEmpty();
  }

  @Test
  void aPathOfAllTheRoomIsWhole() {
    byte[] path = new byte[108];
    Arrays.fill(path, (byte) 'p');
    assertThat(name(text(path))).isEqualTo(path);
  }

  @Test
  void aPathHasNoNul() {
    assertThatThrownBy(() -> SocketAddress.parse(AF_UNIX, "a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a path cannot contain NUL");
    assertThatThrownBy(() -> SocketAddress.parse(AF_UNIX, "a\\0b"))
        .hasMessageContaining("a path cannot contain NUL");
  }

  @ParameterizedTest
  @CsvSource({
    "16, netlink 4711",
    "16, netlink 4294967295 groups 0xffffffff",
    "16, netlink 0 groups 0x5",
    "40, 2:1024",
    "40, *:1024",
    "40, *:*",
    "40, 4294967294:4294967294",
    "17, sockaddr 17 00 03 ff",
    "38, sockaddr 38",
  })
  void numbersArePrintedAsTheyAreWritten(int family, String text) {
    SocketAddress address = SocketAddress.parse(family, text);
    assertThat(address).hasToString(text);
    assertThat(address.family()).isEqualTo(family);
  }

  @ParameterizedTest
  @CsvSource({
    "16, @x",
    "16, 4711",
    "16, netlink 4294967296",
    "16, netlink -1",
    "40, 1024",
    "40, 2:4294967296",
    "40, 2:",
    "40, /tmp/x",
    "17, @x",
    "17, sockaddr 16 00",
    "17, sockaddr 17 0",
  })
  void whatIsNoneIsRefusedWithAnExample(int family, String text) {
    assertThatThrownBy(() -> SocketAddress.parse(family, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given '" + text + "'");
  }

  @Test
  void theyAreLaidOutAsTheKernelHasThem() {
    assertThat(SocketAddress.parse(AF_NETLINK, "netlink 1 groups 0x2").bytes())
        .containsExactly(16, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0);
    assertThat(SocketAddress.parse(AF_VSOCK, "2:1024").bytes())
        .containsExactly(40, 0, 0, 0, 0, 4, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0);
    assertThat(SocketAddress.parse(AF_PACKET, "sockaddr 17 08 00").bytes())
        .containsExactly(17, 0, 8, 0);
  }
}

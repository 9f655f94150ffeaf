package ipcsh.sys.abi;

import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.AF_NETLINK;
import static ipcsh.sys.abi.SocketConstants.AF_UNIX;
import static ipcsh.sys.abi.SocketConstants.AF_VSOCK;
import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.sys.text.EscapedText;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Every text is an address or is refused, and the text of an address leads back to it. */
class AddressPropertyTest {
  private static final String PIECES = "@\0\\0u001b7nxX\u001b\u009bü\u202e/.: \n'\"$[]%*-,9\udcff";

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> likely =
        Arbitraries.strings().withChars(PIECES.toCharArray()).ofMaxLength(40);
    Arbitrary<String> numbers = Arbitraries.strings().withChars("0123456789.:[]%-").ofMaxLength(30);
    return Arbitraries.oneOf(likely, numbers, Arbitraries.strings().ofMaxLength(120));
  }

  @Provide
  Arbitrary<Integer> families() {
    return Arbitraries.oneOf(
        Arbitraries.of(AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_VSOCK),
        Arbitraries.integers().between(-1, 60));
  }

  @Property
  void everyTextIsAnAddressOrIsRefused(
      @ForAll("families") int family, @ForAll("texts") String text) {
    SocketAddress address;
    try {
      address = SocketAddress.parse(family, text);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return;
    }
    assertThat(SocketAddress.parse(family, address.toString())).isEqualTo(address);
    assertThat(EscapedText.isPlain(address.toString())).isTrue();
  }

  @Property
  void everyAbstractNameHasATextThatLeadsToIt(@ForAll @Size(max = 107) byte[] rest) {
    byte[] name = new byte[rest.length + 1];
    System.arraycopy(rest, 0, name, 1, rest.length);
    SocketAddress address = SocketAddress.unix(name);
    assertThat(SocketAddress.parse(AF_UNIX, address.toString())).isEqualTo(address);
  }

  @Property
  void everyInternetAddressHasATextThatLeadsToIt(
      @ForAll @Size(4) byte[] four,
      @ForAll @Size(16) byte[] six,
      @ForAll @IntRange(max = 0xffff) int port) {
    SocketAddress address = SocketAddress.internet(AF_INET, four, port);
    assertThat(SocketAddress.parse(AF_INET, address.toString())).isEqualTo(address);
    String text = SocketAddress.internet(AF_INET6, six, port).toString();
    assertThat(SocketAddress.parse(AF_INET6, text)).hasToString(text);
  }

  /** What the kernel writes has a text, whatever it is. */
  @Property
  void everySockaddrHasATextAndANotation(@ForAll @Size(min = 2, max = 128) byte[] bytes) {
    SocketAddress address = SocketAddress.of(bytes);
    assertThat(EscapedText.isPlain(address.toString())).isTrue();
    assertThat(SocketAddress.traced(bytes, String::valueOf)).startsWith("{sa_family=");
    assertThat(SocketAddress.inC(bytes, literal -> "\"\"")).startsWith("(struct sockaddr *) &");
  }
}

package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses are Strings that are read by the socket's family and can be passed on. */
@OnShell
class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:0, 127.0.0.1",
    "localhost:0, 127.0.0.1",
    "127.1.2.3:0, 127.1.2.3",
    "0.0.0.0:0, 0.0.0.0",
    ":0, 0.0.0.0",
    "*:0, 0.0.0.0",
  })
  void internetAddressPrintsAsItWasWritten(String given, String host, Shell shell) {
    shell.session().names().setVariable("given", given);
    assertThat(shell.run("s = socket AF_INET; bind s, given; getsockname s").toString())
        .matches(host.replace(".", "\\.") + ":[1-9]\\d*");
  }

  @ParameterizedTest
  @CsvSource({
    "[::1]:80, [::1]:80",
    "[0:0::0:1]:80, [::1]:80",
    "[::]:80, [::]:80",
    "[2001:DB8::1]:443, [2001:db8::1]:443",
    "[2001:db8:0:0:1:0:0:1]:1, [2001:db8::1:0:0:1]:1",
    "[2001:0:0:1:0:0:0:1]:1, [2001:0:0:1::1]:1",
    "[::ffff:127.0.0.1]:9, [::ffff:127.0.0.1]:9",
    "[::ffff:7f00:1]:9, [::ffff:127.0.0.1]:9",
    "localhost:7, [::1]:7",
    "[fe80::1%1]:5, [fe80::1%1]:5",
    "[fe80::1%lo]:5, [fe80::1%1]:5",
    "[1:2:3:4:5:6:7:8]:65535, [1:2:3:4:5:6:7:8]:65535",
    "[1:0:3:4:5:6:7:8]:1, [1:0:3:4:5:6:7:8]:1",
  })
  void sixthVersionPrintsAsTheLibraryDoes(String given, String printed) {
    assertThat(ipcsh.sys.SocketAddress.parse(ipcsh.sys.SocketConstants.AF_INET6, given).toString())
        .isEqualTo(printed);
  }

  @Test
  void returnedAddressCanBePassedOn(Shell shell) {
    shell.run(
        """
        for (name in ["$dir/path", '@abstract', '@with nul\\0inside', "$dir/with space:7"]) {
          s = socket AF_UNIX, SOCK_DGRAM
          bind s, name
          assert getsockname(s) == name
          c = socket AF_UNIX, SOCK_DGRAM
          connect c, getsockname(s)
          assert getpeername(c) == name
          send c, 'x'
          assert recv(s).text == 'x'
        }
        """);
  }
}

package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses are Strings that are parsed for the socket's family and can be passed on. */
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
    assertThat(
            ipcsh.sys.abi.SocketAddress.parse(ipcsh.sys.abi.SocketConstants.AF_INET6, given)
                .toString())
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

  /** A sender with any name; the answer reaches it and no other socket. */
  private static final String STRANGER =
      """
      import socket, sys
      name = bytes.fromhex(sys.argv[1])
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(name)
      s.settimeout(60)
      s.sendto(b'question', bytes.fromhex(sys.argv[2]))
      print(s.recv(100).decode())
      """;

  @ParameterizedTest
  @CsvSource({
    "0074696768740000, @tight\\0\\0",
    "40666f6f, ./@foo",
    "00666f6f, @foo",
    "00caff, @\\udcca\\udcff",
    "1b5d303b7807, \\u001b]0;x\\u0007",
    "00c29b33316d, @\\u009b31m",
    "615c306208, a\\\\0b\\u0008",
    "00e280ae, @\\u202e",
    "2d0a, -\\u000a",
  })
  void anAnswerReachesExactlyWhoHasSent(String name, String printed, Shell shell) throws Exception {
    Tools.need("python3");
    shell.run("s = socket AF_UNIX, SOCK_DGRAM; bind s; name = getsockname s");
    String ours =
        java.util.HexFormat.of()
            .formatHex(("\0" + shell.run("name").toString().substring(1)).getBytes());
    java.nio.file.Path directory = java.nio.file.Path.of(shell.run("dir").toString());
    try (var stranger = Tools.python(directory, STRANGER, name, ours)) {
      assertThat(shell.rendered("m = recvfrom s"))
          .isEqualTo("8 bytes \"question\" from " + printed);
      assertThat(shell.run("m.from").toString()).isEqualTo(printed);
      assertThat(shell.run("\"${m.from}\".toString()")).isEqualTo(printed);
      // relative paths are relative to the shell's directory, which is not the sender's
      String prefix = printed.startsWith("@") ? "" : directory + "/";
      shell.session().names().setVariable("prefix", prefix);
      shell.run(
          prefix.isEmpty() ? "sendto s, 'answer', m.from" : "sendto s, 'answer', prefix + m.from");
      assertThat(stranger.outcome(Wait.LONG).out()).isEqualTo("answer\n");
    }
  }

  @Test
  void anAddressIsUsedAsItsString(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, '@tight\\0\\u001b'
        a = getsockname s
        assert a == '@tight\\0\\u001b' && a == '@tight\\\\0\\\\u001b' && a != '@tight' && a == getsockname(s)
        assert a in ['@x', '@tight\\\\0\\\\u001b'] && [(a): 1][getsockname(s)] == 1
        assert [a] == ['@tight\\\\0\\\\u001b'] && [a].contains(getsockname(s))
        assert a.startsWith('@tight') && a.substring(1, 6) == 'tight' && a.size() == 14
        assert a + '!' == '@tight\\\\0\\\\u001b!' && a =~ /tight/ && "<$a>" == '<@tight\\\\0\\\\u001b>'
        String text = a
        assert (a as String) == text && a.toString() == text
        switch (a) { case text: found = true }
        assert found
        c = socket AF_UNIX, SOCK_DGRAM
        for (each in [a, text, "$a", '@tight\\0\\u001b']) {
          sendto c, 'x', each
          assert recv(s).text == 'x'
        }
        """);
    assertThat(shell.complaint("a.nothing()")).contains("which has no method nothing");
    assertThat(shell.complaint("connect socket(AF_INET), a"))
        .contains("expected an AF_INET address");
  }

  @Test
  void aPathWithStrangeBytesIsRemovedByItsAddress(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, "$dir/\\u001bx"
        unlink getsockname(s)
        fails(ENOENT) { unlink "$dir/\\u001bx" }
        """);
  }

  @Test
  void aTextOnTheLeftIsComparedAsOneOnTheRight(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, '@tight\\0\\0'
        a = getsockname s
        name = '@tight\\0\\0'
        assert '@tight\\0\\0' == a && name == a && a == name && name.equals(a)
        assert '@tight' != a && !('@tight' == a) && "$a" == a
        names = [(name): 1, other: 2]
        assert names[a] == 1 && [x: 1][a] == null
        switch (a) { case '@tight': x = 1; break; case name: x = 2; break; default: x = 3 }
        assert x == 2 && a in [name] && [name].indexOf(a) == 0
        """);
  }

  @Test
  void netlinkHasNumbers(Shell shell) {
    shell.run("u = socket AF_NETLINK, SOCK_RAW");
    assertThat(shell.rendered("u")).matches("fd \\d+  netlink raw");
    assertThat(shell.run("u.peer")).isNull();
    shell.run("bind u");
    assertThat(shell.rendered("u")).matches("fd \\d+  netlink raw  bound netlink \\d+");
    shell.run("n = socket AF_NETLINK, SOCK_RAW; bind n");
    assertThat(shell.run("getsockname n").toString()).matches("netlink [1-9]\\d*");
    assertThat(shell.rendered("n")).contains("bound netlink ");
    shell.run("k = socket AF_NETLINK, SOCK_RAW; bind k, 'netlink 0 groups 0x1'");
    assertThat(shell.run("getsockname k").toString()).matches("netlink [1-9]\\d* groups 0x1");
    assertThat(shell.complaint("bind k, '@x'")).contains("expected an AF_NETLINK address");
  }
}

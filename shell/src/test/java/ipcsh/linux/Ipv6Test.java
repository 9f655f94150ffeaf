package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class Ipv6Test {
  @Test
  void datagramsOverTheLoopback(Shell shell) {
    IpV6.need();
    shell.run(
        """
        s = socket AF_INET6, SOCK_DGRAM
        bind s, '[::1]:0'
        assert getsockname(s) ==~ /\\[::1\\]:\\d+/
        c = socket AF_INET6, SOCK_DGRAM
        sendto c, 'six', getsockname(s)
        m = recvfrom s
        assert m.text == 'six' && m.from.startsWith('[::1]:')
        sendto s, 'back', m.from
        assert recv(c).text == 'back'
        """);
  }

  @Test
  void streamsOverTheLoopback(Shell shell) {
    IpV6.need();
    shell.run(
        """
        l = socket AF_INET6
        bind l, '[::1]:0'
        listen l
        c = socket AF_INET6
        connect c, getsockname(l)
        a = accept l
        assert a.peer == getsockname(c)
        send c, 'x'
        assert recv(a).text == 'x'
        """);
  }

  @Test
  void fourInSixIsAMappedAddress(Shell shell) {
    IpV6.need();
    shell.run(
        """
        l = socket AF_INET6
        setsockopt l, IPPROTO_IPV6, IPV6_V6ONLY, 0
        bind l, '[::]:0'
        listen l
        port = getsockname(l).tokenize(':')[-1]
        c = socket AF_INET
        connect c, "127.0.0.1:$port"
        a = accept l
        assert a.peer == '[::ffff:' + getsockname(c).replace(':', ']:')
        """);
  }

  @Test
  void sixAloneRefusesFour(Shell shell) {
    IpV6.need();
    shell.run(
        """
        l = socket AF_INET6
        setsockopt l, IPPROTO_IPV6, IPV6_V6ONLY, 1
        bind l, '[::]:0'
        listen l
        port = getsockname(l).tokenize(':')[-1]
        fails(ECONNREFUSED) { connect socket(AF_INET), "127.0.0.1:$port" }
        """);
  }

  @Test
  void bindAloneChooses(Shell shell) {
    IpV6.need();
    shell.run(
        """
        s = socket AF_INET6, SOCK_DGRAM
        bind s
        assert getsockname(s) ==~ /\\[::\\]:\\d+/ && !getsockname(s).endsWith(':0')
        """);
  }
}

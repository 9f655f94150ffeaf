package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as values, whatever is in them; names of hosts; options that are structs. */
@OnShell
class AddressTest {
  /** Names as Python writes them, since it takes bytes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "b'\\0tight\\0\\0'",
        "b'\\0'",
        "b'\\0\\xff\\xfe'",
        "b'\\0' + b'x' * 107",
        "b'\\0new\\nline\\x1b[31m'",
        "b'@begins'",
        "b'with \\xe9 latin'",
        "b'blank and \"quote\\\\'",
        "b'./dotted'",
        "b'p' * 107"
      })
  void aReplyReachesExactlyItsSender(String name, Shell shell) {
    ipcsh.kit.Tools.need("python3");
    shell.session().names().setVariable("name", name);
    shell.run(
        """
        path = "$dir/s"
        // relative paths begin in the directory of the process
        c = fork()
        c { chdir dir; s = socket AF_UNIX, SOCK_DGRAM; bind s, path }
        p = spawn('python3', '-c', '''
        import os, socket, sys
        s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        s.settimeout(60)
        name = eval(sys.argv[1])
        if len(name) == 1: name += os.urandom(4)
        elif name[0] == 0 and len(name) < 100: name = name + str(os.getpid()).encode() + b'\\\\0'
        s.bind(name)
        s.sendto(b'question', sys.argv[2])
        print(s.recv(100).decode())
        '''.stripIndent(), name, path, dir: dir)
        m = c { recvfrom s, 100, timeout: 60.s }
        assert m.from == m.from.toString() && m.from.toString() == m.from
        assert !(m.from.toString() =~ /[\\u0000-\\u001f]/)
        c { sendto s, 'answer', m.from }
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.out.trim() == 'answer'
        """);
  }

  @Test
  void textOfAnAddressIsReadAgain(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        name = "@tight${System.nanoTime()}\\0\\0"
        bind s, name
        a = getsockname s
        assert a.toString() == name.replace('\\0', '\\\\0')
        assert [(a.toString()): 1][a.toString()] == 1
        t = socket AF_UNIX, SOCK_DGRAM
        sendto t, 'x', a
        assert recv(s).text == 'x'
        """);
  }

  @Test
  void netlinkAndVsock(Shell shell) {
    shell.run(
        """
        n = socket AF_NETLINK, SOCK_RAW
        bind n, 'netlink 0'
        assert getsockname(n) ==~ /netlink \\d+/
        bind n, getsockname(n)
        try { v = socket AF_VSOCK, SOCK_STREAM } catch (SysException e) { assert e.errno == EAFNOSUPPORT; return }
        bind v, '*:*'
        assert getsockname(v) ==~ /\\*:\\d+/
        """);
  }

  @Test
  void hostsAndServices(Shell shell) {
    shell.run(
        """
        assert getaddrinfo('127.0.0.1', 80) == ['127.0.0.1:80']
        assert getaddrinfo('::1', '80') == ['[::1]:80']
        assert getaddrinfo('localhost', 80).every { it in ['127.0.0.1:80', '[::1]:80'] }
        assert getaddrinfo(null, '80', family: AF_INET) == ['127.0.0.1:80']
        assert getaddrinfo(null, '80', family: AF_INET6, flags: AI_PASSIVE) == ['[::]:80']
        l = socket AF_INET
        bind l, getaddrinfo('127.0.0.1', 0)[0]
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        f = fork()
        assert f { getaddrinfo('127.0.0.1', 80) } == ['127.0.0.1:80']
        """);
    assertThat(shell.complaint("getaddrinfo 'nobody here', '80', flags: AI_NUMERICHOST"))
        .contains("getaddrinfo(\"nobody here\", \"80\") = EAI_NONAME");
    assertThat(shell.complaint("getaddrinfo '127.0.0.1', 'none such'")).contains("EAI_SERVICE");
    assertThat(shell.complaint("getaddrinfo '127.0.0.1', '80', family: 99")).contains("EAI_FAMILY");
    assertThat(shell.complaint("getaddrinfo '127.0.0.1', '80', flags: 0x10000000"))
        .contains("EAI_BADFLAGS");
  }

  @Test
  void optionsThatAreStructs(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        assert getsockopt(a, SOL_SOCKET, SO_PEERCRED) == [pid: getpid(), uid: getuid(), gid: getgid()]
        assert getsockopt(a, SOL_SOCKET, SO_PEERGROUPS) instanceof List
        assert getsockopt(a, SOL_SOCKET, SO_MEMINFO).SK_MEMINFO_DROPS == 0
        assert getsockopt(a, SOL_SOCKET, SO_LINGER) == [l_onoff: 0, l_linger: 0]
        setsockopt a, SOL_SOCKET, SO_RCVTIMEO, [tv_sec: 1, tv_usec: 500000]
        assert getsockopt(a, SOL_SOCKET, SO_RCVTIMEO) == [tv_sec: 1, tv_usec: 500000]
        q = socket AF_INET, SOCK_DGRAM
        setsockopt q, SOL_IP, IP_MULTICAST_IF, [imr_address: '127.0.0.1']
        setsockopt q, SOL_IP, IP_ADD_MEMBERSHIP, [imr_multiaddr: '224.0.0.251', imr_interface: '127.0.0.1']
        fails(EADDRINUSE) { setsockopt q, SOL_IP, IP_ADD_MEMBERSHIP, [imr_multiaddr: '224.0.0.251', imr_address: '127.0.0.1'] }
        setsockopt q, SOL_IP, IP_DROP_MEMBERSHIP, [imr_multiaddr: '224.0.0.251', imr_address: '127.0.0.1']
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        tcp_info = getsockopt c, SOL_TCP, TCP_INFO
        assert tcp_info.tcpi_rtt >= 0 && tcp_info.tcpi_state == 1
        """);
  }

  @Test
  void holdersOfASocketByNameAndByDescriptor(Shell shell) {
    shell.run(
        """
        name = "@ipcsh-held-${System.nanoTime()}"
        s = socket()
        bind s, name
        c = fork()
        for (who in [name, s, "$dir/s"]) {
          if (who == "$dir/s") { t = socket(); bind t, who; d = fork() }
          found = holders who
          assert found*.pid.contains((who == name || who == s ? c : d).pid)
          assert found*.pid.contains(getpid())
        }
        assert holders(name).find { it.pid() == getpid() }.number() == s.number
        """);
  }
}

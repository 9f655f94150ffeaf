package ipcsh.network;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.handle.UsageException;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the wire of a network does with packets; times are lower bounds. */
@OnShell
class NetworkTest {
  /** Two hosts with a socket each. */
  private static final String SOCKETS =
      """
      (a, b) = net
      left = fork(on: a)
      right = fork(on: b)
      left { c = socket AF_INET, SOCK_DGRAM; bind c, '10.0.0.1:4000' }
      right { s = socket AF_INET, SOCK_DGRAM; bind s, '10.0.0.2:5000' }
      def say(text) { left { sendto c, text, '10.0.0.2:5000' } }
      def hear() { right { recv(s, 4000, timeout: 20.s).text } }
      def settled(n) { eventually(timeout: 20.s) { net.packets.count { it.lost || it.delivered } >= n } }
      """;

  @BeforeEach
  void networksArePossible() {
    Tools.needNetwork();
  }

  @Test
  void datagramIsDeliveredAndSeen(Shell shell) {
    shell.run("net = network('a', 'b')\n" + SOCKETS);
    shell.run(
        """
        say 'hello'
        assert hear() == 'hello'
        settled 1
        p = net.packets[0]
        assert p.from == 'a' && p.to == 'b' && p.protocol == 'UDP' && !p.lost
        assert p.length == 33 && p.payload == 5 && net.packets.bytes == 33 && net.packets.payload == 5
        assert p.text == 'IP 10.0.0.1.4000 > 10.0.0.2.5000: UDP, length 5'
        assert net.packets.toString().endsWith('a.4000 > b.5000: UDP, length 5')
        net.clear()
        assert net.packets.empty && net.packets.toString() == 'no packets'
        """);
  }

  @Test
  void closedNetworkIsForgotten(Shell shell) {
    shell.run("made = new java.lang.ref.WeakReference(network('a', 'b'))");
    shell.run("made.get().close()");
    shell.run("eventually(timeout: 20.s) { System.gc(); made.get() == null }");
  }

  @Test
  void sameSeedLosesTheSamePackets(Shell shell) {
    String lost =
        SOCKETS
            + """
            50.times { say "n$it" }
            settled 50
            lost = net.packets.findIndexValues { it.lost }
            [left, right].each { kill it, SIGKILL; waitpid it }
            net.close()
            """;
    shell.run("net = network('a', 'b', loss: 40)\n" + lost + "first = lost");
    shell.run("net = network('a', 'b', loss: 40)\n" + lost + "assert lost == first");
    shell.run("net = network('a', 'b', loss: 40, seed: 2)\n" + lost + "assert lost != first");
    shell.run("assert first.size() > 5 && first.size() < 45");
  }

  @Test
  void delayAndRateTakeTheirTime(Shell shell) {
    shell.run("net = network('a', 'b', delay: 20.ms)\n" + SOCKETS);
    shell.run(
        """
        say 'x'
        settled 1
        assert net.packets.every { it.delivered - it.time >= 20.ms }
        wire net, delay: 0, rate: '1mbit'
        net.clear()
        10.times { say 'x' * 1000 }
        settled 10
        // ten packets of 1028 bytes, one after the other
        assert net.packets.last().delivered - net.packets[0].time >= 82.ms
        """);
  }

  @Test
  void queueOfASlowWireIsFull(Shell shell) {
    shell.run("net = network('a', 'b', rate: '8kbit', queue: 3)\n" + SOCKETS);
    shell.run(
        """
        20.times { say 'x' * 100 }
        eventually(timeout: 20.s) { net.packets.size() == 20 }
        assert net.packets.count { it.remark == 'lost: queue full' } >= 10
        assert !net.packets[0].lost
        """);
  }

  @Test
  void packetsAreDuplicatedAndOvertaken(Shell shell) {
    shell.run("net = network('a', 'b', duplicate: 100)\n" + SOCKETS);
    shell.run(
        """
        say 'twice'
        assert [hear(), hear()] == ['twice', 'twice']
        assert net.packets[0].remark == 'duplicated'
        wire net, duplicate: 0, reorder: 40, delay: 5.ms
        net.clear()
        30.times { say "n$it" }
        settled 30
        heard = (1..30).collect { hear() }
        assert heard.toSet() == (0..<30).collect { "n$it".toString() }.toSet()
        assert heard != (0..<30).collect { "n$it".toString() }
        assert net.packets.any { it.overtaken }
        """);
  }

  @Test
  void hostsAreCutOffAndJoined(Shell shell) {
    shell.run("net = network('a', 'b', 'c')\n" + SOCKETS.replace("(a, b)", "(a, b, d)"));
    shell.run(
        """
        cut a, b
        say 'lost'
        settled 1
        assert net.packets[0].remark == 'cut off'
        assert net.toString().endsWith('cut a, b')
        left { sendto c, 'there', '10.0.0.3:5000' }
        eventually(timeout: 60.s) { net.packets.size() == 3 }
        assert net.packets[2].summary == 'c > a: ICMP c udp port 5000 unreachable, length 41'
        join a, b
        say 'there'
        assert hear() == 'there'
        """);
  }

  @Test
  void firewallRejectsAndDrops(Shell shell) {
    shell.run("net = network('a', 'b')\n" + SOCKETS);
    shell.run(
        """
        firewall b, reject: [5000, 5001], drop: 5002
        left {
          connect c, '10.0.0.2:5000'
          send c, 'x'
          fails(ECONNREFUSED) { recv c, timeout: 20.s }
          fails(ECONNREFUSED) { connect socket(AF_INET), '10.0.0.2:5001', timeout: 20.s }
          fails(ETIMEDOUT) { connect socket(AF_INET), '10.0.0.2:5002', timeout: 100.ms }
          d = socket AF_INET6, SOCK_DGRAM
          connect d, '[fd00::2]:5000'
          send d, 'x'
          fails(ECONNREFUSED) { recv d, timeout: 20.s }
        }
        assert net.packets.any { it.remark == 'dropped by the firewall' }
        firewall b, accept: 5000
        left { send c, 'y' }
        assert hear() == 'y'
        """);
  }

  @Test
  void routerForwardsFragmentsAndSaysWhatIsTooBig(Shell shell) {
    shell.run(
        """
        net = network('a', 'b', router: 'r', mtu: [b: 1280])
        (a, b) = net
        assert net.router.address == '10.0.1.254' && b.address == '10.0.2.1'
        left = fork(on: a)
        right = fork(on: b)
        left { c = socket AF_INET, SOCK_DGRAM; bind c, '10.0.1.1:4000' }
        right { s = socket AF_INET, SOCK_DGRAM; bind s, '10.0.2.1:5000' }
        left { sendto c, 'x' * 3000, '10.0.2.1:5000' }
        right { assert recv(s, 4000, timeout: 20.s).size == 3000 }
        assert net.packets.count { it.from == 'a' } == 3 && net.packets.count { it.to == 'b' } == 5
        assert net.packets.every { it.fragment }
        net.clear()
        left { sendto c, 'x' * 1400, '10.0.2.1:5000' }
        eventually(timeout: 60.s) { net.packets.size() >= 2 }
        assert net.packets[1].text.contains('unreachable - need to frag (mtu 1280)')
        cut a, net.router
        net.clear()
        left { sendto c, 'x', '10.0.2.1:5000' }
        eventually(timeout: 60.s) { net.packets.size() == 1 }
        assert net.packets[0].remark == 'cut off'
        """);
  }

  @Test
  void networkIsLeftBehindUntilItIsClosed(Shell shell) {
    shell.run(
        """
        net = network('a', 'b')
        (a, b) = net
        assert leftovers().size() == 1 && leftovers()[0].toString().startsWith('network a, b  since ')
        assert cleanup().size() == 1 && net.closed && leftovers().empty
        net.close()
        """);
    assertThat(shell.failure("fork(on: a)"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("host a no longer exists");
  }

  @Test
  void socketsOfHostsAreSeenByALook(Shell shell) {
    shell.run("net = network('a', 'b')\n" + SOCKETS);
    shell.run(
        """
        right { l = socket AF_INET; bind l, '10.0.0.2:80'; listen l }
        left { k = socket AF_INET; bind k, '10.0.0.1:4000'; connect k, '10.0.0.2:80', timeout: 20.s }
        left { d = socket AF_INET6, SOCK_DGRAM; bind d, '[fd00::1]:5000' }
        seen = fds(left).collect { it.name }
        assert '10.0.0.1:4000' in seen && '[fd00::1]:5000' in seen
        assert fds(right).any { it.name == '10.0.0.2:80' && it.state.contains('listening') }
        """);
  }

  /** With the descriptors that were named, and none of those that lead to the host. */
  @Test
  void programRunsOnAHost(Shell shell) {
    shell.run(
        """
        (a, b) = network('a', 'b')
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        right = fork(on: b)
        namespace = right { readlink '/proc/self/ns/net' }
        p = spawn('readlink', '/proc/self/ns/net', on: b, dir: '/')
        assert p.out.trim() == namespace && p.wait().exit == 0
        assert p.toString() =~ /readlink .* exit 0/
        ls = spawn('ls', '-l', '/proc/self/fd', on: b, fds: [5: l]).out.lines
        assert ls.size() == 6   // the total, three, the one that was named, and that of the listing
        assert ls[5].contains('5 -> socket:') || ls[4].contains('5 -> socket:')
        assert spawn('sh', '-c', 'echo $LISTEN_FDS', on: b, listen: [l]).out.trim() == '1'
        fails(ENOENT) { spawn 'no such program', on: b }
        """);
    assertThat(shell.complaint("spawn('ls', on: 3)")).contains("expected a host of a network");
    shell.run("cleanup()");
    assertThat(shell.failure("spawn('ls', on: a)"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("host a no longer exists");
  }

  /** The name of NOTIFY_SOCKET is an abstract one, which each network has for itself. */
  @Test
  void programOnAHostIsHeard(Shell shell) {
    Tools.need("python3");
    shell.run(
        """
        (a, b) = network('a', 'b')
        store = fdstore()
        program = '''
        import array, os, socket
        n = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        n.connect(chr(0) + os.environ['NOTIFY_SOCKET'][1:])
        l = socket.create_server(('10.0.0.1', 80))
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [l.fileno()]))]
        n.sendmsg([b'FDSTORE=1\\\\nFDNAME=web\\\\nREADY=1'], rights)
        '''
        p = spawn('python3', '-c', program.stripIndent(), on: a, store: store)
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.ready && p.said*.pid == [p.pid] && store.names == ['web']
        c = fork(on: b)
        c { s = socket AF_INET; connect s, '10.0.0.1:80', timeout: 20.s }
        server = 'import socket; socket.socket(fileno=3).accept()[0].sendall(b"hello")'
        q = spawn('python3', '-c', server, on: b, store: store)
        assert c { recv(s, timeout: 60.s).text } == 'hello'
        assert q.wait(60.s).exit == 0 : q.err.text
        store.close()
        p = spawn('python3', '-c', program.stripIndent(), on: a, notify: true)
        assert p.wait(60.s).exit == 0 && p.ready : p.err.text
        """);
  }

  /** Wherever it is interrupted, in the shell or in the child that enters the host. */
  @Test
  void interruptedStartsOnAHostLeaveNothing(Shell shell) {
    shell.run(
        """
        (a, b) = network('a', 'b')
        // the pause is where it comes in the middle of something; what is left, the kit reports
        for (n in 1..12) {
          job = bg { while (true) { spawn 'true', on: a, notify: true } }
          sleep((40 + 7 * n).ms)
          job.cancel()
          eventually(timeout: 20.s) { job.done }
        }
        """);
  }

  @Test
  void wrongArgumentsAreSaid(Shell shell) {
    assertThat(shell.complaint("network('a')")).contains("the names of 2 to 16 hosts, given 1");
    assertThat(shell.complaint("network('a', 'a')")).contains("a different name for each host");
    assertThat(shell.complaint("network('a', 'b', loss: 101)")).contains("a percentage, 0 to 100");
    assertThat(shell.complaint("network('a', 'b', rate: 'fast')")).contains("'1mbit'");
    assertThat(shell.complaint("network('a', 'b', mtu: 10)")).contains("68 to 65535");
    assertThat(shell.complaint("network('a', 3)"))
        .contains("the name of a host")
        .contains("given 3");
    assertThat(shell.complaint("shell('x', on: 3)")).contains("expected a host of a network");
    assertThat(shell.complaint("network('a', 'b', mtu: [c: 576])"))
        .contains("mtu: expected the names of hosts, a, b, given 'c'");
    assertThat(shell.complaint("network('a', 'b', delay: 1e9)")).contains("given 1000000000 s");
    assertThat(shell.complaint("network(['a', 'b'])")).contains("given a list");
  }

  @Test
  void wrongArgumentsForANetworkAreSaid(Shell shell) {
    shell.run("net = network('a', 'b'); (a, b) = net");
    assertThat(shell.run("net['a'].is(a)")).isEqualTo(true);
    assertThat(shell.complaint("net['c']"))
        .contains("expected the name of a host, a, b, given 'c'");
    assertThat(shell.complaint("wire a")).contains("expected a network, given a host");
    assertThat(shell.complaint("pcap net, ''")).contains("expected the name of a file, given ''");
    assertThat(shell.complaint("sequence net")).contains("no packet has come to the wire");
    assertThat(shell.complaint("sequence net, 3")).contains("a network, or programs", "given", "3");
    assertThat(shell.complaint("firewall b, drop: [80, 25], reject: 80"))
        .contains("given 80 in two of them");
    assertThat(shell.complaint("firewall b, drop: 80, reject: 0")).contains("a port, 1 to 65535");
    assertThat(shell.run("b.rules.empty")).isEqualTo(true);
    assertThat(shell.complaint("shell('x', on: a, host: 'b')")).contains("given both");
    assertThat(shell.complaint("a { 1 }")).contains("a host runs no blocks itself");
    assertThat(shell.run("firewall(b, drop: [80L, 443G]).rules == ['drops 80', 'drops 443']"))
        .isEqualTo(true);
    assertThat(shell.run("wire net, rate: '1mbit'; \"${wire net, rate: 0}\" == \"$net\""))
        .isEqualTo(true);
    assertThat(shell.run("\"$net\".contains('rate')")).isEqualTo(false);
  }

  @Test
  void packetOnItsWayIsNotDrawnAsLost(Shell shell) {
    shell.run("net = network('a', 'b', delay: 600.s)\n" + SOCKETS);
    shell.run(
        """
        say 'hello'
        eventually(timeout: 60.s) { net.packets.size() == 1 }
        chart = sequence(net).toString()
        assert chart.contains('─…') && !chart.contains('✗')
        net.close()
        chart = sequence(net).toString()
        assert chart.contains('✗') && !chart.contains('…')
        """);
  }

  @Test
  void closedNetworkIsNotChanged(Shell shell) {
    shell.run("net = network('a', 'b', loss: 3); (a, b) = net; net.close()");
    for (String line :
        new String[] {"wire net, loss: 0", "cut a, b", "join a", "firewall b, drop: 80"}) {
      assertThat(shell.complaint(line)).contains("the network was closed");
    }
    assertThat(shell.run("wire(net).closed && net.packets.empty")).isEqualTo(true);
  }

  /** What was sent before a change is treated as before, even if the wire has not read it yet. */
  @Test
  void changesAreInOrderWithWhatIsSent(Shell shell) {
    shell.run(
        """
        net = network('a', 'b')
        (a, b) = net
        client = fork(on: a)
        client { c = socket AF_INET, SOCK_DGRAM }
        to = { port -> client { sendto c, 'x', "10.0.0.2:$port" } }
        for (i in 1..100) {
          cut a, b
          to 5000
          join a, b
          assert net.packets*.fate*.name() == ['CUT']
          net.clear()
          assert net.packets.empty
          wire net, loss: 100
          to 5000
          wire net, loss: 0
          assert net.packets*.fate*.name() == ['LOST']
          net.clear()
          firewall b, drop: 5000
          to 5000
          firewall b, accept: 5000
          assert net.packets*.fate*.name() == ['DROPPED']
          net.clear()
        }
        """);
  }
}

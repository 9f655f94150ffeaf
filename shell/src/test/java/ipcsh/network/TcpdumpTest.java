package ipcsh.network;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Outcome;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of packets is that of tcpdump, which reads the file that pcap writes. */
@OnShell
class TcpdumpTest {
  private static final String TRAFFIC =
      """
      net = network('a', 'b', loss: 10, duplicate: 5)
      (a, b) = net
      left = fork(on: a)
      right = fork(on: b)
      right {
        s = socket AF_INET, SOCK_DGRAM
        bind s, '10.0.0.2:5000'
        s6 = socket AF_INET6, SOCK_DGRAM
        bind s6, '[fd00::2]:5000'
        l = socket AF_INET
        bind l, '10.0.0.2:5001'
        listen l
        l6 = socket AF_INET6
        bind l6, '[fd00::2]:5001'
        listen l6
      }
      left {
        u = socket AF_INET, SOCK_DGRAM
        u6 = socket AF_INET6, SOCK_DGRAM
        5.times {
          sendto u, 'x' * it, '10.0.0.2:5000'
          sendto u6, 'x' * it, '[fd00::2]:5000'
        }
        // fragments, and ports where nobody listens
        sendto u, 'x' * 4000, '10.0.0.2:5000'
        sendto u6, 'x' * 4000, '[fd00::2]:5000'
        5.times { sendto u, 'x', '10.0.0.2:5002' }
        5.times { sendto u6, 'x', '[fd00::2]:5002' }
        fails(ECONNREFUSED) { connect socket(AF_INET), '10.0.0.2:5002', timeout: 20.s }
        fails(ECONNREFUSED) { connect socket(AF_INET6), '[fd00::2]:5002', timeout: 20.s }
      }
      firewall b, reject: 5003
      left {
        5.times { sendto u, 'x' * 100, '10.0.0.2:5003' }
        5.times { sendto u6, 'x' * 100, '[fd00::2]:5003' }
      }
      def talk(family, listener, address) {
        left { c = socket family; connect c, address, timeout: 20.s }
        right { t = accept listener }
        left { send c, 'x' * 20_000 }
        right { done = 0; while (done < 20_000) { done += recv(t, 65536, timeout: 20.s).size } }
        right { send t, 'thank you'; shutdown t, SHUT_WR }
        left { assert recv(c, timeout: 20.s).text == 'thank you'; close c }
        right { close t }
      }
      talk AF_INET, l, '10.0.0.2:5001'
      talk AF_INET6, l6, '[fd00::2]:5001'
      """;

  @Test
  void eachPacketReadsAsTcpdumpWritesIt(Shell shell) {
    Tools.needNetwork();
    Tools.need("tcpdump");
    Path file = shell.directory().resolve("x.pcap");
    shell.run(TRAFFIC);
    shell.run("texts = net.packets*.text; pcap net, '" + file + "'");
    Outcome tcpdump = Tools.run(shell.directory(), "tcpdump", "-n", "-t", "-r", file.toString());
    List<?> ours = (List<?>) shell.run("texts");
    assertThat(ours).hasSizeGreaterThan(60);
    // a packet may have come between the two lines
    assertThat(tcpdump.lines().subList(0, ours.size())).isEqualTo(ours);
  }
}

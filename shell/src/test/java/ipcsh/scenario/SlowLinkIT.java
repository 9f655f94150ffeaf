package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.SshServer;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A role on a machine that is 200 ms away, on a link of 2 Mbit/s: both are hosts of a network of
 * another shell.
 */
class SlowLinkIT {
  private static final int PORT = 2223;

  @TempDir Path directory;

  private static List<String> in(String pid) {
    return List.of("nsenter", "--net=/proc/" + pid + "/ns/net");
  }

  @Test
  void aSlowLinkIsNoDeadOne() throws IOException {
    assumeThat(System.getProperty("user.name")).as("namespaces can be entered").isEqualTo("root");
    assumeThat(Tools.has("nsenter")).as("nsenter is installed").isTrue();
    Path net =
        Files.writeString(
            directory.resolve("net.groovy"),
            """
            net = network('a', 'b', delay: 100.ms, rate: '2mbit')
            (a, b) = net
            near = fork(on: a)
            far = fork(on: b)
            println "$near.pid $far.pid $b.address ready"
            (r, w) = pipe()
            read r
            """);
    try (Running wire =
        Running.start(List.of(Program.launcher(), net.toString()), directory, Map.of())) {
      String[] hosts = wire.awaitOutput("ready").output().strip().split(" ");
      try (SshServer server =
          new SshServer(directory, hosts[2], PORT, in(hosts[1]), in(hosts[0]))) {
        Files.writeString(
            directory.resolve("s.groovy"),
            """
            far = shell('far', host: 'one')
            assert far { 6 * 7 } == 42
            far { (a, b) = socketpair() }
            p = far.start { recv a }
            eventually(timeout: 60.s) { far.state()?.startsWith 'recvfrom' }
            assert p.cancel()
            fails(EINTR) { p.get() }
            // the link is full for a while; an interrupt leaves nothing half sent
            text = 'x' * 500_000
            far.x = 'old'
            p = bg { far.x = text; null }
            p.cancel()
            try { p.get() } catch (e) { }
            assert far { x.size() } in [3, 500_000]
            far.x = text
            assert far.x == text
            println 'done'
            """);
        Outcome outcome = server.run("s.groovy");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out()).endsWith("done\n");
      }
    }
  }
}

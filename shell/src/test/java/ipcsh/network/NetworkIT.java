package ipcsh.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of the real program: of a plain user, and of a shell that is killed. */
class NetworkIT {
  @TempDir Path directory;

  /** The device is accessible to all in a directory that only this program sees. */
  @Test
  void userWithAUserNamespaceHasNetworks() {
    assumeTrue(Files.isWritable(Path.of("/root")), "only root can become another user");
    Tools.needNetwork();
    Tools.need("unshare");
    Tools.need("setpriv");
    Tools.need("systemd-notify");
    String script =
        """
        w = shell('w', user: 'nobody')
        w {
          net = network('a', 'b')
          (a, b) = net
          right = fork(on: b)
          right { s = socket AF_INET, SOCK_DGRAM; bind s, '10.0.0.2:5000' }
          client = shell('client', on: a)
          client { c = socket AF_INET, SOCK_DGRAM; sendto c, 'hello', '10.0.0.2:5000'; getuid() }
          right { heard = recv(s, timeout: 20.s).text }
          // a forked child has every right in its host until it executes a program
          right { socket AF_INET, SOCK_RAW, 1 }
          client { fails(EPERM) { socket AF_INET, SOCK_RAW, 1 }; bind socket(AF_INET), '10.0.0.1:80' }
          p = spawn('systemd-notify', '--ready', on: a, notify: true)
          assert p.wait(60.s).exit == 0 && p.ready : p.err.text
        }
        assert w.heard == 'hello' && w { getuid() } != 0
        println w { net.packets.size() }
        """;
    String mount =
        "mount -t tmpfs tmpfs /dev/net && mknod -m 666 /dev/net/tun c 10 200 && exec \"$@\"";
    List<String> command =
        List.of("unshare", "--mount", "sh", "-c", mount, "sh", Program.launcher(), "-e", script);
    Outcome outcome = Running.start(command, directory, Map.of()).outcome(Wait.LONG);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.lines()).contains("1");
  }

  @Test
  void killedShellLeavesNothing() {
    Tools.needNetwork();
    Running running =
        Program.start(
            directory,
            "-e",
            """
            (a, b) = network('a', 'b')
            s = shell('s', on: a)
            c = fork(on: b)
            println "$s.pid $c.pid there"
            sleep 100.s
            """);
    running.awaitOutput(" there");
    String[] pids = running.output().strip().split(" ");
    ProcessHandle.of(running.pid()).orElseThrow().destroyForcibly();
    for (String pid : List.of(pids[0], pids[1])) {
      Wait.until(Wait.LONG, "the end of " + pid, () -> !isRunning(pid));
    }
  }

  private static boolean isRunning(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
  }
}

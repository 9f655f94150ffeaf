package ipcsh.interop;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The packaged program as the one that systemd starts when somebody connects. */
class ActivationIT {
  @TempDir Path directory;

  @Test
  void theShellHasTheDescriptorsOfSystemdSocketActivate() throws Exception {
    Tools.need("systemd-socket-activate");
    Program.run(directory, "-e", "1"); // its start-up cache is there then
    Path script =
        Files.writeString(
            directory.resolve("server.groovy"),
            """
            assert System.getenv('LISTEN_PID') as int == getpid()
            assert System.getenv('LISTEN_FDNAMES') == 'web'
            assert fds().find { it.number == 3 }.name == "$PWD/web"
            a = accept 3
            send a, 'from the shell'
            """
                .replace("$PWD", directory.toString()));
    Path web = directory.resolve("web");
    List<String> command =
        List.of(
            "systemd-socket-activate",
            "-l",
            web.toString(),
            "--fdname=web",
            // it passes on nothing else
            "-E",
            "JAVA_HOME=" + System.getProperty("java.home"),
            Program.launcher(),
            script.toString());
    try (Running server = Running.start(command, directory, Map.of())) {
      Wait.until(Wait.LONG, () -> "no socket", () -> Files.exists(web));
      Outcome client =
          Program.run(
              directory, "-e", "s = socket(); connect s, 'web'; recv(s, timeout: 60.s).text");
      assertThat(client.out().strip()).as(server.output()).isEqualTo("from the shell");
      assertThat(server.outcome(Wait.LONG).status()).isZero();
    }
  }

  /** A service that is a shell of ours, started by ours. */
  @Test
  void aShellIsActivatedByAShell() throws Exception {
    Outcome both =
        Program.run(
            directory,
            "-e",
            """
            l = socket(); bind l, 'web'; listen l
            c = socket(); connect c, 'web'
            code = 'a = accept 3; send a, System.getenv("LISTEN_FDNAMES"); n = System.getenv("NOTIFY_SOCKET"); ' +
                'sendto socket(AF_UNIX, SOCK_DGRAM), "READY=1\\\\nSTATUS=served", n'
            p = spawn(System.getProperty('ipcsh.launcher'), '-e', code, listen: [web: l], notify: true)
            assert recv(c, timeout: 60.s).text == 'web'
            assert p.wait(60.s).exit == 0 : p.err.text
            assert p.ready && p.said[0].STATUS == 'served' && p.said[0].pid == p.pid
            """);
    assertThat(both.err()).isEmpty();
    assertThat(both.status()).isZero();
  }
}

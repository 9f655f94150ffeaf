package ipcsh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Checkout;
import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server of the demo {@code restart.groovy} under load: it is restarted ten times, two of them
 * after SIGKILL, and its clients get each answer once.
 */
class RestartIT {
  /** Starts the server, restarts it while the clients talk, and ends both. */
  private static final String MANAGER =
      """
      (server, clients) = args
      launcher = System.getProperty('ipcsh.launcher')
      port = (20000 + getpid() % 10000..31000).find {
        def s = socket AF_INET
        try { bind s, "127.0.0.1:$it"; true } catch (SysException inUse) { false } finally { close s }
      }
      store = fdstore()
      p = spawn('systemd-socket-activate', '-l', "127.0.0.1:$port", '--fdname=web', '-E', 'NOTIFY_SOCKET',
          launcher, server, store: store)
      eventually(timeout: 100.s) { p.err.soFar.contains('Listening on') }
      (r, w) = pipe()
      q = spawn('python3', clients, port, fds: [0: r])
      close r
      talked = { -> q.out.soFar.readLines().size() }
      [SIGTERM, SIGTERM, SIGKILL, SIGTERM, SIGTERM, SIGTERM, SIGKILL, SIGTERM, SIGTERM, SIGTERM].each { signal ->
        eventually(timeout: 100.s) { p.ready }
        write w, 'go\\n'
        def before = talked()
        eventually(timeout: 100.s) { q.done || talked() > before + 1 }
        assert !q.done : q.out.text
        kill p, signal
        def end = p.wait(100.s)
        assert signal == SIGKILL ? end.signal == SIGKILL : end.exit == 0 : p.err.text
        write w, 'pause\\n'
        p = spawn(launcher, server, store: store)
      }
      eventually(timeout: 100.s) { p.ready }
      write w, 'go\\n'
      close w
      assert q.wait(100.s).exit == 0 : q.out.text + q.err.text
      println q.out.lines.last()
      eventually(timeout: 100.s) { store.names == ['web', 'memory'] }
      kill p
      assert p.wait(100.s).exit == 0 : p.err.text
      """;

  @TempDir Path directory;

  @Test
  void clientsOfAServerThatIsRestartedTenTimesLoseNothing() throws Exception {
    Tools.need("systemd-socket-activate");
    Tools.need("python3");
    Path manager = Files.writeString(directory.resolve("manager.groovy"), MANAGER);
    Path clients = directory.resolve("talkers.py");
    try (var in = getClass().getResourceAsStream("/python/talkers.py")) {
      Files.copy(in, clients);
    }
    Outcome outcome =
        Program.run(
            directory,
            manager.toString(),
            Checkout.file("scripts/peers/acceptor.groovy").toString(),
            clients.toString());
    assertThat(outcome.err()).isEmpty();
    // three that talk on and on, the one of half lines, one for each pause
    assertThat(outcome.out()).containsPattern("\\d+ answers in 14 conversations, failures: \\[]");
    assertThat(outcome.status()).isZero();
    System.out.print(outcome.out());
  }

  /** Starts a server again and again, until a client has got its eight answers. */
  private static final String PERSISTENT =
      """
      launcher = System.getProperty('ipcsh.launcher')
      (store, l, c) = [fdstore(), socket(AF_INET), socket(AF_INET)]
      bind l, '127.0.0.1:0'
      listen l
      connect c, getsockname(l)
      store.put 'web', l
      close l
      talk = bg {
        (1..8).collect { n ->
          send c, "line $n\\n"
          def text = ''
          while (!text.endsWith('\\n')) text += recv(c, 100).text
          text.trim()
        }
      }
      kills = 0
      while (true) {
        p = spawn(launcher, args[0], store: store)
        eventually(timeout: 100.s) { p.done || talk.done }
        if (!p.done) break
        assert p.signal == SIGKILL : p.err.text
        kills++
      }
      println talk.get().join(',')
      println "killed $kills times"
      shutdown c, SHUT_WR
      assert recv(c, timeout: 100.s).eof
      """;

  /** Where it is killed, once each: the text that is replaced, and what it is replaced by. */
  private static final String[][] MOMENTS = {
    {
      "send c, Arrays.",
      "if (crashes('half')) send c, text[0..2] as byte[]; crash 'half'; send c, Arrays."
    },
    {"recv c, line.bytes.length", "crash 'sent'; recv c, line.bytes.length; crash 'taken'"},
    {
      "    table.putLong 64 * id, other",
      "    crash 'writing'; table.putLong 64 * id, other; crash 'written'"
    }
  };

  private static final String CRASH =
      """
      crashes = { moment -> (connections.size() == 1) && !new File(moment).exists() }
      crash = { moment -> if (crashes(moment)) { new File(moment).createNewFile(); kill getpid(), SIGKILL, force: true } }
      """;

  @Test
  void killAtTheWorstMomentNeitherLosesNorRepeatsAnAnswer() throws Exception {
    String server = Files.readString(Checkout.file("scripts/peers/acceptor.groovy"));
    for (String[] moment : MOMENTS) {
      assertThat(server).containsOnlyOnce(moment[0]);
      server = server.replace(moment[0], moment[1]);
    }
    Path script =
        Files.writeString(
            directory.resolve("server.groovy"), CRASH + server.replaceFirst("#!.*", ""));
    Path manager = Files.writeString(directory.resolve("manager.groovy"), PERSISTENT);
    Outcome outcome = Program.run(directory, manager.toString(), script.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("1 1 enil,2 2 enil,3 3 enil,4 4 enil,5 5 enil,6 6 enil,7 7 enil,8 8 enil\n")
        .contains("killed 5 times");
    assertThat(outcome.status()).isZero();
  }
}

package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Processes;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shells that a script starts as roles: what runs there, what is returned, what is left. */
class RolesIT {
  private static final Duration BOUND = Wait.LONG;

  /**
   * Two idle, one blocked, one stopped; their process IDs and the directory are written to a file.
   */
  private static final String FOUR_SHELLS =
      """
      idle = shell 'idle'
      blocked = shell 'blocked'
      stopped = shell 'stopped'
      other = shell 'other'
      blocked { (a, b) = socketpair() }
      p = blocked.start { recv a }
      program = other { p = spawn('sleep', '1000'); p.pid }
      eventually(timeout: 60.s) { blocked.state().startsWith('recvfrom') }
      kill stopped, SIGSTOP
      where = idle { new File('/proc/self/cwd').canonicalPath }
      new File(args[0]).text = [idle.pid, blocked.pid, stopped.pid, other.pid, program, where].join(' ')
      println 'ready'
      """;

  @TempDir Path directory;

  /**
   * Each is killed before its Java virtual machine has started: what is tested is what remains
   * here.
   */
  @Test
  void endedRolesLeaveNothing() throws IOException {
    Outcome outcome =
        run(
            """
            threads = { Thread.allStackTraces.keySet().findAll { it.alive }*.name.sort() }
            open = { new File('/proc/self/fd').list().size() }
            round = { n ->
                n.times {
                    sh = shell("role${it % 3}")
                    kill sh, SIGKILL
                    assert waitpid(sh).signal == SIGKILL
                }
            }
            round 10
            eventually(timeout: 60.s) { !threads().any { it.contains 'role' } }
            before = [open(), threads().size()]
            round 490
            // what Java itself opens once is no leak of a role: those would be hundreds
            eventually(timeout: 60.s) {
                open() <= before[0] + 5 && threads().size() <= before[1] + 5
            }
            assert !threads().any { it.contains 'role' }
            """);
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  private Outcome run(String script) throws IOException {
    Files.writeString(directory.resolve("s.groovy"), script);
    return Program.run(directory, "s.groovy");
  }

  private Running start(String script) throws IOException {
    Files.writeString(directory.resolve("s.groovy"), script);
    return Program.start(directory, "s.groovy", directory.resolve("facts").toString());
  }

  private List<String> facts() throws IOException {
    return Arrays.asList(Files.readString(directory.resolve("facts")).split(" "));
  }

  private void awaitNothingLeft() throws IOException {
    for (String fact : facts()) {
      if (fact.startsWith("/")) {
        Wait.until(
            BOUND, "the directory to be removed: " + fact, () -> !Files.exists(Path.of(fact)));
      } else {
        Processes.awaitEnd(Long.parseLong(fact));
      }
    }
  }

  @Test
  void linesArePrefixedByTheRole() throws IOException {
    Outcome outcome =
        run(
            """
            title 'Datagrams'
            server = shell 'server'
            client = shell('client')
            server {
                s = socket AF_UNIX, SOCK_DGRAM
                bind s, 'name'      // a file
            }
            client { c = socket(AF_UNIX, SOCK_DGRAM); sendto c, 'ABCDE', 'name' }
            say 'Three bytes.'
            m = server { recvfrom s, 3 }
            assert m.text == 'ABC' && m.truncated
            hide { server { println 'not seen' } }
            p = hide { server.start { recvfrom s, 7 } }
            client { sendto c, 'hidden', 'name' }
            assert p.get(60.s).text == 'hidden'
            server { println 'seen'; write 1, 'past Java\\n' }
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines())
        .startsWith(
            "== Datagrams ==",
            "server> s = socket AF_UNIX, SOCK_DGRAM",
            "server: fd 3  unix dgram",
            "server> bind s, 'name'      // a file",
            "server: 0",
            "client> c = socket(AF_UNIX, SOCK_DGRAM); sendto c, 'ABCDE', 'name'",
            "client: 5",
            "Three bytes.",
            "server> recvfrom s, 3",
            "server: 3 bytes \"ABC\"  MSG_TRUNC")
        .contains("server: seen", "server: past Java")
        .doesNotContain("server: not seen", "server> recvfrom s, 7", "server: 6 bytes \"hidden\"");
  }

  @Test
  void aTracedCallKeepsItsResultAndItsError() throws IOException {
    Outcome outcome =
        run(
            """
            a = shell 'a'
            a {
                (x, y) = socketpair()
                trace on
                send x, 'hello'
                assert recv(y).text == 'hello'
                fails(EBADF) { recv 99 }
            }
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .contains(
            "a: recvfrom(4 y, \"hello\"", "a: recvfrom(99, ", "-1 EBADF (Bad file descriptor)");
  }

  @Test
  void whatRolesSendToEachOtherIsCharted() throws IOException {
    Outcome outcome =
        run(
            """
            server = shell 'server'
            chart = sequence {
                client = shell 'client'
                server { s = socket AF_UNIX, SOCK_DGRAM; bind s, 'name' }
                client { c = socket(AF_UNIX, SOCK_DGRAM); sendto c, 'ABCDE', 'name'; sendto c, 'F', 'name' }
                server { recvfrom s, 3; recvfrom s }
            }
            server { (x, y) = socketpair(); send x, 'not noted' }
            println chart.text(80, false)
            draw 'chart.svg', chart
            println new File('chart.svg').text.startsWith('<svg')
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .endsWith(
            """
             client                            server
                │                                 │
                │         sendto "ABCDE"          │
                ├───────────────▶(1)              │
                │           sendto "F"            │
                ├───────────────▶(2)              │
                │              (1)───────────────▶│ recvfrom "ABC"  3 of 5 bytes
                │              (2)───────────────▶│ recvfrom 1 byte
                │                                 │
            true
            """);
  }

  @Test
  void errorsComeBackWithErrnoRoleAndLine() throws IOException {
    Outcome outcome =
        run(
            """
            a = shell 'a'
            e = fails(EBADF) { a { close 77 } }
            assert e.call == 'close(77)'
            try { a { nosuch 1 } } catch (e2) { println "caught: $e2.message" }
            a {
                x = 3
                assert x == 4
            }
            """);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).contains("caught: no such command or function: 'nosuch'");
    assertThat(outcome.err()).contains("s.groovy:7: a:\nassert x == 4");
  }

  @Test
  void valuesThatTravel() throws IOException {
    Outcome outcome =
        run(
            """
            a = shell 'a'
            a { reader = 5 }
            a.requests = [1]
            assert a.reader == 5 && a { requests } == [1] && a.name == 'a'
            assert a { [1, 2L, 2.5, 'x', null, true, [k: [1]], 'é'.bytes, EAGAIN, 3.s] } ==
                [1, 2L, 2.5, 'x', null, true, [k: [1]], 'é'.bytes, EAGAIN, 3.s]
            a.list = [1, [b: 'c']]
            assert a.list == [1, [b: 'c']] && a { list[1].b } == 'c'
            assert "${a { socket() }}" == 'fd 3  unix stream'
            assert a { if (list) return 'early'; 'late' } == 'early'
            assert shell('a') { def y = 4
                y + 1 } == 5
            b = { getpid() }
            try { a.call(b); assert false } catch (e) { assert e.message.contains('block literal') }
            try { a.fd = socket(); assert false } catch (e) { assert e.message.contains('can be transferred') }
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void exitAndDeathOfARole() throws IOException {
    Outcome outcome =
        run(
            """
            a = shell 'a'
            b = shell 'b'
            a { exit 3 }
            assert waitpid(a).exit == 3
            e = fails(ESRCH) { a { 1 } }
            assert e.hint.contains('exit 3')
            b { (x, y) = socketpair() }
            p = b.start { recv x }
            eventually(timeout: 60.s) { b.state().startsWith('recvfrom') }
            kill b, SIGKILL
            e = fails(ESRCH) { p.get(60.s) }
            assert e.hint.contains('killed by SIGKILL')
            assert shell('b') { 6 * 7 } == 42
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void eightRolesInARing() throws IOException {
    Outcome outcome =
        run(
            """
            ring = (0..7).collect { shell "r$it" }
            ring.eachWithIndex { r, i -> r.me = i; r.next = (i + 1) % 8 }
            ring.each { it { s = socket AF_UNIX, SOCK_DGRAM; bind s, "s$me" } }
            waiting = ring.collect { it.start { m = recv s; sendto s, m.text + me, "s$next"; m.text } }
            sendto socket(AF_UNIX, SOCK_DGRAM), 'go', 's3'
            waiting.each { it.get(60.s) }
            assert ring.collect { it { m.text } }.contains('go34567012'[0..<9])
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void nothingIsLeftAfterTheEnd() throws IOException {
    Outcome outcome = start(FOUR_SHELLS).outcome(BOUND);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    awaitNothingLeft();
  }

  @Test
  void nothingIsLeftAfterAFailedAssert() throws IOException {
    Outcome outcome = start(FOUR_SHELLS + "idle { assert 1 == 2 }\n").outcome(BOUND);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("idle:\nassert 1 == 2");
    awaitNothingLeft();
  }

  @Test
  void nothingIsLeftAfterARoleWasKilled() throws IOException {
    Outcome outcome = start(FOUR_SHELLS + "kill other, SIGKILL\n").outcome(BOUND);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    awaitNothingLeft();
  }

  @Test
  void nothingIsLeftAfterControlC() throws IOException {
    Running program =
        start(FOUR_SHELLS + "idle { (u, v) = socketpair(); recv u }\n").awaitOutput("recv u");
    Tools.run(directory, "kill", "-INT", "" + program.pid());
    Outcome outcome = program.outcome(BOUND);
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(130);
    awaitNothingLeft();
  }

  @Test
  void theRolesEndWithAKilledScript() throws IOException {
    Running program = start(FOUR_SHELLS + "sleep 1000\n").awaitOutput("ready");
    Tools.run(directory, "kill", "-KILL", "" + program.pid());
    awaitNothingLeft();
    program.close();
  }
}

package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Checkout;
import ipcsh.kit.Outcome;
import ipcsh.kit.Processes;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Scripts;
import ipcsh.kit.Wait;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios are replayed in a fixed order, and compared with the expected transcript. */
class ReplayIT {
  private static final Path SCRIPTS = Path.of("../scripts").toAbsolutePath().normalize();
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path directory;

  static List<Path> shipped() throws IOException {
    try (Stream<Path> all = Files.walk(SCRIPTS)) {
      return all.filter(path -> path.toString().endsWith(".groovy"))
          .filter(path -> !path.getParent().endsWith("peers"))
          // are no scenarios: tested by ExercisesTest
          .filter(path -> !path.getParent().endsWith("exercises"))
          // needs the plugin websocket, which is built later: tested by PoolIT there
          .filter(path -> !path.endsWith("worker-pool.groovy"))
          // need the plugin cexport: tested by ExplainedLessonsIT there
          .filter(path -> !Checkout.explains(path) && !Scripts.needsPlugin(path))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void whatIsShippedIsAsExpected(Path scenario) {
    Scripts.needNetworkOf(scenario);
    Scripts.needProgramsOf(scenario);
    Outcome outcome = Program.run(directory, "replay", scenario.toString(), "--verify");
    assertThat(outcome.out()).contains(": as expected (").hasLineCount(1);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  private Outcome replay(String scenario, String... options) throws IOException {
    Files.writeString(directory.resolve("x.groovy"), scenario);
    return Program.run(
        directory,
        Stream.concat(Stream.of("replay", "x.groovy"), Stream.of(options)).toArray(String[]::new));
  }

  private static final String DIALOGUE =
      """
      title 'Started'
      server = shell 'server'
      client = shell 'client'
      server { s = socket AF_UNIX, SOCK_DGRAM; bind s, 'srv' }
      p = server.start {
          m = recvfrom s, 3
          sendto s, "[${m.text}]", m.from
      }
      say 'It waits.'
      client {
          c = socket AF_UNIX, SOCK_DGRAM
          bind c, "clnt.${getpid()}"
          sendto c, 'ABCDE', 'srv'
          recv(c).text
      }
      """;

  @Test
  void whatOneUnblocksIsShownInOneOrder() throws IOException {
    Outcome outcome = replay(DIALOGUE);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.lines().stream().map(line -> line.replaceAll("clnt\\.\\d+", "clnt.N")))
        .containsExactly(
            "== Started ==",
            "server> s = socket AF_UNIX, SOCK_DGRAM; bind s, 'srv'",
            "server: 0",
            "server> m = recvfrom s, 3",
            "server* blocked in recvfrom(3, ...)",
            "It waits.",
            "client> c = socket AF_UNIX, SOCK_DGRAM",
            "client: fd 3  unix dgram",
            "client> bind c, \"clnt.${getpid()}\"",
            "client: 0",
            "client> sendto c, 'ABCDE', 'srv'",
            "client: 5",
            "server: 3 bytes \"ABC\" from clnt.N  MSG_TRUNC",
            "server> sendto s, \"[${m.text}]\", m.from",
            "server: 5",
            "client> recv(c).text",
            "client: [ABC]");
  }

  @Test
  void aRunIsComparedWithWhatWasWritten() throws IOException {
    assertThat(replay(DIALOGUE, "--verify").err())
        .contains("x.expected: no such file")
        .contains("--update");
    assertThat(replay(DIALOGUE, "--update").out()).isEqualTo("x.expected: written (7 entries)\n");
    assertThat(replay(DIALOGUE, "--update").out()).isEqualTo("x.expected: unchanged (7 entries)\n");
    assertThat(replay(DIALOGUE, "--verify").out()).isEqualTo("x.groovy: as expected (7 entries)\n");
    Path expected = directory.resolve("x.expected");
    String text = Files.readString(expected);
    assertThat(text).contains("from clnt.<pid of client>");
    Files.writeString(expected, text.replace("3 bytes \"ABC\"", "4 bytes \"ABCD\""));
    Outcome differs = replay(DIALOGUE, "--verify");
    assertThat(differs.status()).isEqualTo(1);
    assertThat(differs.out())
        .contains("\n-server: 4 bytes \"ABCD\" from clnt.<pid of client>  MSG_TRUNC\n")
        .contains("\n+server: 3 bytes \"ABC\" from clnt.<pid of client>  MSG_TRUNC\n")
        .endsWith("x.groovy: not as expected (7 entries)\n");
  }

  @Test
  void eightRolesInARing() throws IOException {
    StringBuilder ring = new StringBuilder("names = (0..7).collect { \"r$it\" }\n");
    for (int i = 0; i < 8; i++) {
      ring.append("r").append(i).append(" = shell 'r").append(i).append("'\n");
      ring.append("r")
          .append(i)
          .append(".start { s = socket AF_UNIX, SOCK_DGRAM; bind s, 'n")
          .append(i)
          .append("'; m = recv(s).text; sendto s, m + '")
          .append(i)
          .append("', 'n")
          .append(i + 1)
          .append("'; m }\n");
    }
    ring.append("l = socket AF_UNIX, SOCK_DGRAM; bind l, 'n8'\n")
        .append("sendto l, '>', 'n0'\n")
        .append("assert recv(l).text == '>01234567'\n");
    Outcome outcome = replay(ring.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.lines().stream().filter(line -> line.matches("r\\d: .*")))
        .containsExactly(
            "r0: >",
            "r1: >0",
            "r2: >01",
            "r3: >012",
            "r4: >0123",
            "r5: >01234",
            "r6: >012345",
            "r7: >0123456");
  }

  @Test
  void aRoleThatIsKilledIsReportedAsWhatItIs() throws IOException {
    Outcome outcome =
        replay(
            """
            server = shell 'server'
            server.start { recv socketpair()[0] }
            kill server, SIGKILL
            fails(ESRCH) { server { 1 } }
            leaver = shell 'leaver'
            leaver { exit 3 }
            say 'over'
            """);
    assertThat(outcome.lines())
        .contains("server* blocked in recvfrom(3, ...)", "server* killed by SIGKILL")
        .containsSubsequence("leaver> exit 3", "leaver* exit 3", "over");
    assertThat(outcome.status()).isEqualTo(1);
  }

  /** Between two hidden blocks, and at its end, a role is not busy with one that is hidden. */
  @Test
  void rolesThatWorkHiddenAreNeverSeen() throws IOException {
    Outcome outcome =
        replay(
            """
            hide {
                10.times { n ->
                    def x = shell("x$n")
                    300.times { x { 1 } }
                    kill x, SIGKILL
                    try { x { 1 } } catch (SysException e) { assert e.errno == ESRCH }
                }
            }
            say 'over'
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines()).containsExactly("over");
  }

  @Test
  void anErrorInARoleEndsTheScenario() throws IOException {
    Outcome outcome =
        replay("server = shell 'server'\nserver { assert 1 == 2 }\nsay 'not reached'\n");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).contains("server! ").doesNotContain("not reached");
  }

  @Test
  void whatFailedInTheBackgroundIsAFailure() throws IOException {
    assertThat(replay("s = shell 's'\ns.start { assert false }\n").status()).isEqualTo(1);
    assertThat(Program.run(directory, "x.groovy").status()).isEqualTo(1);
    assertThat(replay("bg { assert false }\n").status()).isEqualTo(1);
  }

  @Test
  void ctrlCLeavesNothing() throws Exception {
    Files.writeString(
        directory.resolve("x.groovy"),
        "a = shell 'a'\nscratch()\na.start { spawn 'sleep', '1000' }\nsay 'now'\na { recv socketpair()[0] }\n");
    Running running = Program.start(directory, "replay", "x.groovy").awaitOutput("a> recv");
    long pid = running.pid();
    List<ProcessHandle> all = ProcessHandle.of(pid).orElseThrow().descendants().toList();
    new ProcessBuilder("kill", "-INT", String.valueOf(pid)).start().waitFor();
    assertThat(running.outcome(BOUND).status()).isEqualTo(130);
    all.forEach(each -> Processes.awaitEnd(each.pid()));
    assertThat(new File("/tmp").list((dir, name) -> name.startsWith("ipcsh-" + pid + "-")))
        .isEmpty();
  }

  @Test
  void wrongUsage() {
    assertThat(Program.run(directory, "replay").status()).isEqualTo(2);
    assertThat(Program.run(directory, "replay", "none.groovy").status()).isEqualTo(2);
    assertThat(Program.run(directory, "replay", "x", "--verify", "--update").status()).isEqualTo(2);
    assertThat(Program.run(directory, "--verify", "-e", "1").status()).isEqualTo(2);
  }
}

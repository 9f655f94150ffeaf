package ipcsh.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.SshServer;
import ipcsh.kit.Wait;
import ipcsh.peer.Link;
import ipcsh.peer.MessageCodec;
import ipcsh.peer.RoleHello;
import ipcsh.peer.RoleReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles on another machine, which a real sshd plays: what runs there, what fails, what is left. */
class DistantRolesIT {
  @TempDir Path directory;
  private SshServer server;

  @BeforeEach
  void start() throws IOException {
    server = new SshServer(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Outcome run(String script) throws IOException {
    Files.writeString(directory.resolve("s.groovy"), script);
    return server.run("s.groovy");
  }

  @Test
  void aRoleThereIsARoleHere() throws IOException {
    Outcome outcome =
        run(
            """
            far = shell('far', host: 'one')
            near = shell 'near'
            assert far.host == 'one'
            assert far { getpid() } == far.pid && far.pid != getpid()
            far { x = 3; m = [a: [1, 2.5, 'text'], b: hex('00 ff')] }
            assert far.x == 3 && far.m.a == [1, 2.5, 'text'] && far.m.b == hex('00 ff')
            far.y = [4, 'five']
            assert far { y[0] + x } == 7
            far { println 'printed there' }
            far { write 1, 'written there\\n' }
            f = fails(ENOENT) {
                far {
                    y
                    open '/does/not/exist'
                }
            }
            assert f.stackTrace[0].methodName == 'far' && f.stackTrace[0].lineNumber == 14
            p = far.start { (a, b) = socketpair(); recv a }
            eventually(timeout: 60.s) { far.state().startsWith 'recvfrom' }
            assert p.cancel()
            fails(ETIMEDOUT) { far { recv a, 1, timeout: 0.1.s } }
            // what cannot cross to another machine says so
            for (call in [{ far.z = pipe()[0] }, { close far.a }, { pidfd_open far }, { waitpid far }]) {
                try { call(); assert false } catch (IllegalArgumentException | RuntimeException e) { println e.message }
            }
            assert "$far.a".startsWith('fd ')
            // the same directory for all there, removed at the end
            other = shell('other', host: 'one')
            far { s = socket AF_UNIX, SOCK_DGRAM; bind s, 'name' }
            assert other { new File('name').exists() }
            where = other { new File('.').canonicalPath }
            assert where != near { new File('.').canonicalPath }
            far { f = shm_open '/ipcsh-distant', O_CREAT | O_RDWR }
            new File(args ? args[0] : '../where').text = where
            kill other, SIGKILL
            assert other.wait().signal == SIGKILL
            fails(ESRCH) { other { 1 } }
            env = shell('env', host: 'one', env: [WHO: "it's me", LANG: null])
            assert env { [System.getenv('WHO'), System.getenv('LANG')] } == ["it's me", null]
            env { exit 7 }
            assert env.wait().exit == 7
            """
                .replace("args ? args[0] : '../where'", "'" + directory.resolve("where") + "'"));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .contains("far: printed there")
        .contains("far: written there")
        .contains("it refers to an object of this machine's kernel")
        .contains("it refers to an object of the kernel there")
        .contains("its ID is of no use on this machine");
    Path shared = Path.of(Files.readString(directory.resolve("where")));
    Wait.until(Wait.LONG, shared + " is removed", () -> !Files.exists(shared));
    assertThat(Path.of("/dev/shm/ipcsh-distant")).doesNotExist();
  }

  @Test
  void whatCannotBeReachedSaysWhy() throws IOException {
    Outcome outcome =
        run(
            """
            why = { name, more = [:] -> try { shell([host: name] + more, 'x') } catch (e) { println e.message } }
            why 'closed'
            why 'unknown'
            why 'denied'
            why 'one', [ipcsh: '/no/such/ipcsh']
            why 'one', [ipcsh: '/bin/false']
            why '-oProxyCommand=touch /tmp/x'
            why 'a;b'
            why 'one', [ipcsh: args0]
            """
                .replace("args0", "'" + newer() + "'"));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("closed cannot be reached").contains("port 1"),
            line -> assertThat(line).contains("Host key verification failed"),
            line -> assertThat(line).contains("Permission denied"),
            line -> assertThat(line).contains("one has no program /no/such/ipcsh"),
            line -> assertThat(line).contains("/bin/false on one has ended (exit 1)"),
            line -> assertThat(line).contains("expected a host for ssh(1)"),
            line -> assertThat(line).contains("expected a host for ssh(1)"),
            line ->
                assertThat(line)
                    .contains("ipcsh 9.9 on one speaks version 99 of the protocol of roles")
                    .contains("install the same ipcsh on both machines"));
  }

  /** A program that says hello as a later version may: with a value that is not known here. */
  private Path newer() throws IOException {
    Path hello = directory.resolve("hello");
    try (OutputStream out = Files.newOutputStream(hello)) {
      out.write("a greeting of the start-up files\n\0ipcsh role\n\0".getBytes(US_ASCII));
      Map<String, Object> said =
          MessageCodec.encode(new RoleReport.Hello(new RoleHello(99, "9.9", 4711, "far", "x")));
      said.put("later", List.of(1));
      new Link(InputStream.nullInputStream(), out).send(said);
    }
    Path program =
        Files.writeString(directory.resolve("newer"), "#!/bin/sh\ncat '" + hello + "'\nread x\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }

  @Test
  void aClassroomAnswersSideBySide() throws IOException {
    Outcome outcome =
        run(
            """
            room = shells('one', 'two.example.org', 'closed')
            assert room*.name == ['one', 'two']
            answers = room { 6 * 7 }
            println answers
            assert answers*.value == [42, 42, null]
            assert answers[2].error.message.contains('cannot be reached')
            println room { 'a\\nb' }
            jobs = room.start { (a, b) = socketpair(); recv a }
            eventually(timeout: 60.s) { room.every { it.state().startsWith 'recvfrom' } }
            jobs*.cancel()
            """);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .containsPattern("one +42\ntwo +42\nclosed +.*cannot be reached")
        .contains("one, two:\n  a\n  b");
  }

  @Test
  void shellsThereAreListedAndAttachedTo() throws IOException {
    try (Running there =
        server.startThere("-n", "there", "-e", "(r, w) = pipe(); println 'ready'; read r")) {
      there.awaitOutput("ready");
      Wait.until(Wait.LONG, "it is listed", () -> server.run("ls", "one").out().contains("there"));
      Outcome missing = server.run("attach", "one:nobody", "-e", "1");
      assertThat(missing.status()).isEqualTo(1);
      assertThat(missing.err()).contains("no shell is called 'nobody'");
      assertThat(server.run("attach", "-x:there", "-e", "1").status()).isEqualTo(2);
      assertThat(server.run("ls", "closed").status()).isEqualTo(255);
    }
  }

  @Test
  void theEndOfThisShellEndsThoseThere() throws IOException {
    Path facts = directory.resolve("facts");
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        far = shell('far', host: 'one')
        far { (a, b) = socketpair(); n = spawn('sleep', '1000').pid; mkfifo 'pipe' }
        far { d = new File('.').canonicalPath }
        new File(args[0]).text = [far.pid, far.n, far.d].join(' ')
        println 'ready'
        far { recv a }
        """);
    try (Running script = server.start("s.groovy", facts.toString())) {
      script.awaitOutput("ready");
      List<String> words = Stream.of(Files.readString(facts).split(" ")).toList();
      ProcessHandle.of(script.pid()).orElseThrow().destroyForcibly();
      Wait.until(
          Wait.LONG,
          "nothing is left there",
          () ->
              !isAlive(words.get(0))
                  && !isAlive(words.get(1))
                  && !Files.exists(Path.of(words.get(2))));
    }
  }

  private static boolean isAlive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
  }
}

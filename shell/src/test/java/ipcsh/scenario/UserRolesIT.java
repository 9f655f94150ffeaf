package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Processes;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shells that run as another user: their IDs, their rights, their needs and leftovers. */
class UserRolesIT {
  private static final Duration BOUND = Wait.LONG;

  private static final Pattern SCRATCH = Pattern.compile("/tmp/ipcsh-(\\d+)-\\w+");

  @TempDir Path directory;
  private TreeSet<String> before;

  @BeforeEach
  void onlyForRoot() throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    Tools.needs(root, "only root can become somebody else");
    Tools.need("setpriv");
    Tools.needs(
        Tools.run(directory, "id", "-u", "nobody").status() == 0, "there is no user nobody here");
    before = notOfRoot(each -> true);
  }

  @AfterEach
  void nothingIsLeftInTmp() {
    if (before != null) {
      // what others are creating here at the moment they also remove
      Wait.until(BOUND, () -> "nothing left in /tmp: " + others(), () -> others().isEmpty());
    }
  }

  private TreeSet<String> others() {
    TreeSet<String> now = notOfRoot(each -> !isInUse(each));
    now.removeAll(before);
    return now;
  }

  /** What is in /tmp and belongs to others, of what is wanted. */
  private static TreeSet<String> notOfRoot(Predicate<Path> wanted) {
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> all = Files.list(Path.of("/tmp"))) {
      for (Path each : all.toList()) {
        try {
          if (!Files.getAttribute(each, "unix:uid").equals(0) && wanted.test(each)) {
            found.add(each.toString());
          }
        } catch (IOException goneMeanwhile) {
          // not left any more
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Whether it is the directory of a script that another process is running. */
  private static boolean isInUse(Path directory) {
    Matcher name = SCRATCH.matcher(directory.toString());
    return name.matches()
        && ProcessHandle.of(Long.parseLong(name.group(1)))
            .map(ProcessHandle::isAlive)
            .orElse(false);
  }

  private Outcome run(String script, String... words) throws IOException {
    Files.writeString(directory.resolve("s.groovy"), script);
    return Program.run(
        directory, Stream.concat(Stream.of(words), Stream.of("s.groovy")).toArray(String[]::new));
  }

  private void holds(String script) throws IOException {
    Outcome outcome = run(script);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).as(outcome.out()).isZero();
  }

  @Test
  void itIsThatUserInAllRespects() throws IOException {
    holds(
        """
        id = { String... what -> spawn('id', *what, 'nobody').out.trim() }
        w = shell('w', user: 'nobody')
        assert w { [getuid(), getgid()] } == [id('-u') as int, id('-g') as int]
        facts = new File("/proc/$w.pid/status").readLines().collectEntries { it.split(':\\t').toList() }
        assert facts.Uid.split().toSet() == [id('-u')].toSet()
        assert facts.Gid.split().toSet() == [id('-g')].toSet()
        assert facts.Groups.split().toSet() == id('-G').split().toSet()
        assert facts.CapEff =~ /^0+$/ && facts.CapPrm =~ /^0+$/
        assert w { ['USER', 'LOGNAME'].collect { System.getenv(it) } } == ['nobody', 'nobody']
        assert w { System.getenv().keySet().findAll { it.startsWith 'XDG_' } }.empty
        assert w { fails(EACCES) { open '/etc/shadow' }; fails(EPERM) { kill getppid(), 0 }.errno } == EPERM
        eventually(timeout: 60.s) { "$w" == "shell w  process $w.pid  user nobody  idle" }
        n = shell('n', user: 4242)
        assert n { [getuid(), getgid(), spawn('id', '-G').out.trim()] } == [4242, 4242, '4242']
        r = shell('r', user: 'root')
        assert r { getuid() } == 0
        eventually(timeout: 60.s) { "$r" == "shell r  process $r.pid  idle" }
        """);
  }

  @Test
  void itSeesOfOthersWhatItMay() throws IOException {
    holds(
        """
        w = shell('w', user: 'nobody')
        p = spawn 'sleep', '100'
        w.roots = p.pid
        w { assert fails(EACCES) { fds roots }.call == "fds($roots)" }
        w { (a, b) = socketpair(); send a, 'x' }
        assert w { fds().find { it.number == a.number }.peers*.number } == [w { b.number }]
        w { q = spawn 'sleep', '100', fds: [5: a] }
        assert w { fds(q).find { it.number == 5 }.sharedWith*.number } == [w { a.number }]
        assert w { inspect(b).object.received } == 1
        w { fails(ESRCH) { fds 999999999 } }
        assert fds(w).find { it.number == w.a.number }.kind == 'unix stream'
        s = socket(); bind s, 'roots'; listen s; chmod = spawn('chmod', '777', 'roots').wait()
        w { c = socket(); connect c, 'roots' }
        c = accept s
        assert w { fds().find { it.number == c.number }.with { it.peer.endsWith('roots') && it.peers == [] } }
        kill p, SIGKILL
        """);
  }

  @Test
  void itDoesWhatEveryShellDoes() throws IOException {
    holds(
        """
        w = shell 'w', user: 'nobody'
        v = shell 'v'
        (uid, gid) = w { [getuid(), getgid()] }
        w { s = socket(); bind s, 'name'; listen s; assert s.number == 3 }
        met = w.start { c = accept s; f = recvfd c; m = read(f, 3).text; sendfd c, open('its', O_CREAT | O_RDWR); m }
        v { c = socket(); connect c, 'name' }
        assert v { getsockopt(c, SOL_SOCKET, SO_PEERCRED) } == [pid: w.pid, uid: uid, gid: gid]
        v { f = open('rootsown', O_CREAT | O_RDWR, 0600); write f, 'ABCDEF'; lseek f, 0; sendfd c, f }
        assert met.get(60.s) == 'ABC'
        assert v { read(f, 3).text } == 'DEF'
        v { g = recvfd c; write g, 'from root' }
        assert w { pread(open('its'), 20, 0).text } == 'from root'
        assert w { fails(EACCES) { open 'rootsown' }.errno } == EACCES
        assert w { getsockopt(c, SOL_SOCKET, SO_PEERCRED) }.uid == 0
        assert w { k = fork(); k { getuid() } } == w { getuid() }
        assert w { spawn('id', '-un').out.trim() } == 'nobody'
        assert w { (a, b) = socketpair(); send a, 'x'; recv(b).text } == 'x'
        """);
  }

  @Test
  void itsOutputAndItsEndAreReportedAsThoseOfAnyRole() throws IOException {
    Outcome outcome =
        run(
            """
            w = shell('w', user: 'nobody')
            w { println 'said'; write 1, 'past Java\\n' }
            w { exit 3 }
            assert waitpid(w).exit == 3
            assert fails(ESRCH) { w { 1 } }.hint.contains('exit 3')
            w = shell('w', user: 'nobody')
            p = w.start { (a, b) = socketpair(); recv a }
            eventually(timeout: 60.s) { w.state().startsWith('recvfrom') }
            kill w, SIGSTOP
            kill w, SIGCONT
            eventually(timeout: 60.s) { w.state().startsWith('recvfrom') }
            kill w, SIGKILL
            assert fails(ESRCH) { p.get(60.s) }.hint.contains('killed by SIGKILL')
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("w: said", "w: past Java");
  }

  @Test
  void aNameHasOneUser() throws IOException {
    holds(
        """
        if (!true) { shell('a', user: 'nobody'); shell('b') }
        a = shell('a', user: 'ro' + 'ot')
        b = shell('b', user: 'nobo' + 'dy')
        assert a { getuid() } == 0 && b { getuid() } != 0
        assert shell('b').is(b) && shell('b', user: 'nobody') { getuid() } == b { getuid() }
        try { shell('b', user: 'root'); assert false } catch (e) {
            assert e.message == "shell: b (process $b.pid) runs as nobody already, not as root"
        }
        c = shell('c', user: 4242)
        c { s = socket(); bind s, 'from 4242' }
        b { unlink 'from 4242' }
        """);
  }

  @Test
  void whoCannotBeIsSaid() throws IOException {
    holds(
        """
        why = { try { it(); assert false } catch (Exception e) { e.message } }
        assert why { shell('w', user: 'no such user') } == "shell: user: there is no user 'no such user'"
        assert why { shell('w', user: 1.5) } == 'shell: user: expected a name or a number, given 1.5'
        assert why { shell('w', user: -1) } == 'shell: user: expected a name or a number, given -1'
        w = shell('w', user: 'nobody')
        assert w { fails(EPERM) { shell('r', user: 'root') }.call } == 'setuid(0)'
        assert w { shell('same', user: getuid()) { getuid() } } == w { getuid() }
        """);
  }

  /** The program, laid out in a directory as it is unpacked. */
  private Path unpacked(Path home) throws IOException {
    Files.createDirectories(home.resolve("lib"));
    Tools.run(home, "cp", Program.launcher(), ".");
    for (String part : List.of("ipcsh.jar", "native")) {
      String from = Path.of("target", part).toAbsolutePath().toString();
      Tools.run(home, "cp", "-r", from, "lib");
    }
    return home.resolve("ipcsh");
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void theProgramMayLieWhereThatUserCannotGo() throws IOException {
    Path home = directory.resolve("closed/program");
    Path launcher = unpacked(home);
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        w = shell('w', user: 'nobody')
        assert w { getuid() } != 0
        assert w { socket().number } == 3
        assert w { k = fork(); k { getuid() } } == w { getuid() }
        """);
    mode(directory.resolve("closed"), "rwx------");
    mode(home, "rwxr-xr-x");
    runsQuietly(launcher);
    mode(home.resolve("lib"), "rwx------");
    runsQuietly(launcher);
    Path jar = home.resolve("lib/ipcsh.jar");
    mode(jar, "rw-------");
    assertThat(started(launcher).err())
        .contains(
            "user: nobody cannot read "
                + jar
                + ", which a shell requires: "
                + jar
                + " has mode rw------- and belongs to user root");
  }

  private void runsQuietly(Path launcher) {
    Outcome outcome = started(launcher);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).doesNotContain("error");
  }

  private Outcome started(Path launcher) {
    Running.start(List.of(launcher.toString(), "--version"), directory, Map.of()).outcome(BOUND);
    return Running.start(List.of(launcher.toString(), "s.groovy"), directory, Map.of())
        .outcome(BOUND);
  }

  @Test
  void othersFindItAsLongAsItRuns() throws IOException {
    Path runtime = Files.createDirectory(directory.resolve("run"));
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        w = shell('w', user: 'nobody')
        own = eventually(timeout: 60.s) { shells().find { it.name == 'w' && it.state == 'idle' } }
        assert own.user == 'nobody' && own.uid == w { getuid() } && own.pid == w.pid && own.kind == 'role'
        assert at('w', 'getuid()') == own.uid
        assert spawn(System.getProperty('ipcsh.launcher'), 'attach', 'w', '-e', 'getuid()').out.trim() == "$own.uid"
        assert !shells().any { it.name == 'w' && it.user != 'nobody' }
        kill w, SIGKILL
        eventually(timeout: 60.s) { !shells().any { it.name == 'w' } }
        assert !new File(args[0], 'ipcsh').list().any { it.startsWith 'w.' }
        """);
    String launcher = Program.launcher();
    Program.run(directory, "--version");
    Outcome outcome =
        Running.start(
                List.of(launcher, "s.groovy", runtime.toString()),
                directory,
                Map.of("XDG_RUNTIME_DIR", runtime.toString()))
            .outcome(BOUND);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(runtime.resolve("ipcsh")).isDirectoryNotContaining("regex:.*/[a-z].*");
  }

  private static final String AT_WORK =
      """
      w = shell('w', user: 'nobody')
      program = w { p = spawn('sleep', '1000'); p.pid }
      child = w { c = fork(); c.pid }
      w { mkfifo 'fifo'; new File('inner').mkdir(); new File('inner/file').text = 'x' }
      v = shell('v') { new File('of root').text = 'x'; getpid() }
      where = w { new File('/proc/self/cwd').canonicalPath }
      new File(args[0]).text = [w.pid, program, child, v, where].join(' ')
      println 'ready'
      """;

  private Running atWork(String more) throws IOException {
    Files.writeString(directory.resolve("s.groovy"), AT_WORK + more);
    return Program.start(directory, "s.groovy", directory.resolve("facts").toString());
  }

  private void awaitNothingLeft() throws IOException {
    for (String fact : Files.readString(directory.resolve("facts")).split(" ")) {
      if (fact.startsWith("/")) {
        Wait.until(
            BOUND, "the directory to be removed: " + fact, () -> !Files.exists(Path.of(fact)));
      } else {
        Processes.awaitEnd(Long.parseLong(fact));
      }
    }
  }

  @Test
  void nothingIsLeftAtTheEnd() throws IOException {
    Outcome outcome = atWork("").outcome(BOUND);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    awaitNothingLeft();
  }

  @Test
  void nothingIsLeftAfterItWasKilled() throws IOException {
    Outcome outcome = atWork("kill w, SIGKILL\n").outcome(BOUND);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    awaitNothingLeft();
  }

  @Test
  void itEndsWithAKilledScript() throws IOException {
    try (Running program = atWork("sleep 1000\n").awaitOutput("ready")) {
      Tools.run(directory, "kill", "-KILL", "" + program.pid());
      awaitNothingLeft();
    }
  }

  @Test
  void itIsReplayedAndSavedAsThatUser() throws IOException {
    String scenario =
        """
        w = shell('w', user: 'nobody')
        v = shell 'v'
        w { s = socket(); bind s, 'name'; listen s }
        p = w.start { c = accept s; recv c, 10 }
        v { c = socket(); connect c, 'name'; getsockopt(c, SOL_SOCKET, SO_PEERCRED) }
        v { send c, 'hello' }
        p.get()
        w { getsockopt(c, SOL_SOCKET, SO_PEERCRED) }
        """;
    assertThat(run(scenario, "replay", "--update").status()).isZero();
    assertThat(Files.readString(directory.resolve("s.expected")))
        .contains(
            "v: [pid:<pid of w>, uid:<uid of w>, gid:<gid of w>]",
            "w: [pid:<pid of v>, uid:<uid>, gid:<gid>]");
    Outcome again = run(scenario, "replay", "--verify");
    assertThat(again.out()).contains("s.groovy: as expected (6 entries)");
    assertThat(again.status()).isZero();
    String saved = directory.resolve("saved.groovy").toString();
    Outcome typed =
        Program.feed(
            directory,
            "w = shell('w', user: 'nobody')\nw { assert getuid() != 0; s = socket(); bind s, 'x' }\n"
                + ("save '" + saved + "', all: true\n"),
            "-k");
    assertThat(typed.err()).isEmpty();
    assertThat(Files.readString(Path.of(saved))).contains("w = shell('w', user: 'nobody')");
    Outcome loaded = Program.run(directory, saved);
    assertThat(loaded.err()).isEmpty();
    assertThat(loaded.status()).isZero();
  }

  @Test
  void whatAUserMayNotDoIsSaidOfTheRightName() throws Exception {
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        f = open 'HERE/file', O_CREAT | O_RDWR, 0600
        java.nio.file.Files.createDirectory(java.nio.file.Path.of('HERE/in'),
            java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                java.nio.file.attribute.PosixFilePermissions.fromString('rwx------')))
        s = socket(); bind s, 'HERE/sock'; listen s
        u = shell('u', user: 'nobody')
        u { open "HERE/in/x" }
        u { open "HERE/file" }
        u { open "HERE/new", O_CREAT }
        u { unlink "HERE/file" }
        u { bind socket(), "HERE/ss" }
        u { connect socket(), "HERE/sock" }
        u { sendto socket(AF_UNIX, SOCK_DGRAM), 'x', "HERE/in/x" }
        u { bind socket(AF_INET), '127.0.0.1:80' }
        u { fcntl pipe()[1], F_SETPIPE_SZ, 1 << 26 }
        u { (a, b) = socketpair(); sendmsg a, 'x', cred: [pid: 1] }
        u { spawn "HERE/in/x" }
        """
            .replace("HERE", directory.toString()));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Outcome outcome = Program.run(directory, "-k", "s.groovy");
    assertThat(outcome.err())
        .contains("search permission (x) is missing on the directory " + directory + "/in")
        .contains("the permissions of the file do not allow reading")
        .contains("creating a file requires write permission on the directory " + directory)
        .contains("removing a name requires write permission on the directory " + directory)
        .contains("creating a name requires write permission on the directory " + directory)
        .contains("connecting requires write permission on " + directory + "/sock")
        .contains("a port below 1024 requires a privilege (CAP_NET_BIND_SERVICE): /proc/sys")
        .containsPattern("a pipe holds at most \\d{4,} bytes")
        .contains("the credentials are not those of the caller");
  }
}

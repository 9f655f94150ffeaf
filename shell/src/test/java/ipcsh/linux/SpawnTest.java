package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Leftovers;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.language.JsonRendering;
import ipcsh.sys.Kernel;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.sys.invoke.InvokerDecorator;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Programs that the shell starts: their descriptors and environment, their output. */
@OnShell
class SpawnTest {
  private static void know(Shell shell, String name, String source) {
    Path program = Tools.compile(shell.directory(), source);
    shell.session().names().setVariable(name, program.toString());
  }

  @Test
  void getsTheStandardDescriptorsAndNoOther(Shell shell) {
    know(shell, "program", "descriptors.c");
    shell.run(
        """
        (a, b) = socketpair()
        open '/etc/passwd'
        fcntl a, F_DUPFD, 300
        p = spawn program
        assert p.out.lines == ['fd 0 flags 0', 'fd 1 flags 0', 'fd 2 flags 0', 'leader 1']
        ls = spawn('ls', '-l', '/proc/self/fd').out.lines
        assert ls.size() == 5   // the total, three, and that of the listing
        assert ls[1].contains('0 -> /dev/null')
        assert ls[2].contains('1 -> pipe:') && ls[3].contains('2 -> pipe:')
        """);
  }

  @Test
  void getsTheDescriptorsThatAreNamed(Shell shell) {
    know(shell, "program", "descriptors.c");
    shell.run(
        """
        (a, b) = socketpair()
        f = open '/etc/passwd', O_RDONLY | O_CLOEXEC
        p = spawn(program, fds: [5: a, 7: f, 600: f])
        assert p.out.lines.findAll { it.startsWith 'fd' } ==
            [0, 1, 2, 5, 7, 600].collect { "fd $it flags 0".toString() }
        // a number may keep its own: FD_CLOEXEC is gone all the same
        p = spawn(program, fds: [(f.number): f])
        assert p.out.lines.findAll { it.startsWith 'fd' } ==
            [0, 1, 2, f.number].collect { "fd $it flags 0".toString() }
        assert fcntl(f, F_GETFD) == FD_CLOEXEC
        """);
  }

  @Test
  void descriptorsMayChangePlaces(Shell shell) {
    shell.run(
        """
        fs = ['a', 'b', 'c'].collect { name ->
          f = open "$dir/$name", O_CREAT | O_RDWR, 0600
          write f, name
          lseek f, 0
          f
        }
        (a, b, c) = fs
        (i, j, k) = fs*.number
        code = "cat <&$i; cat <&$j; cat <&$k"
        assert spawn('bash', '-c', code, fds: [(i): b, (j): c, (k): a]).out.text == 'bca'
        fs.each { lseek it, 0 }
        assert spawn('bash', '-c', code, fds: [(i): b, (j): a, (k): c]).out.text == 'bac'
        """);
  }

  @Test
  void standardDescriptorsMayChangePlacesWithEachOther(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        p = spawn('sh', '-c', 'echo to one; echo to two >&2', fds: [1: a, 2: a])
        p.wait()
        assert recv(b).text == 'to one\\nto two\\n'
        assert p.out == null && p.err == null
        (r, w) = pipe()
        p = spawn('sh', '-c', 'cat; cat <&3 >&2', fds: [0: r, 3: open("$dir/x", O_CREAT | O_RDWR, 0600)])
        write w, 'piped'
        close w
        assert p.out.text == 'piped' && p.err.text == ''
        // 0 becomes what 1 was, 1 what 0 was
        nul = spawn('readlink', '/proc/self/fd/0', '/proc/self/fd/2', fds: [0: 1, 2: 0]).out.lines
        own = ['readlink', "/proc/${getpid()}/fd/1", "/proc/${getpid()}/fd/0"].execute().text.readLines()
        assert nul == own
        """);
  }

  @Test
  void theSessionsNextDescriptorIsStillTheLowest(Shell shell) {
    shell.run(
        """
        again = { // the Java machine may take the number in between, for a moment
          (a, b) = socketpair()
          close a
          before = fds.size()
          p = spawn('sleep', '1000')
          s = socket()
          opened = fds.size() - before
          [b, s].each { close it }
          p.kill SIGKILL
          assert opened == 1
          s.number == a.number
        }
        assert eventually(timeout: 60.s) { again() }
        """);
  }

  @Test
  void closedDescriptorIsBadAndTheShellsOwnIsRefused(Shell shell) {
    shell.run("(a, b) = socketpair(); close a; fails(EBADF) { spawn('cat', fds: [0: a]) }");
    assertThat(shell.complaint("spawn('cat', fds: [0: 'x'])"))
        .contains("spawn: fds: expected a descriptor of this shell, given 'x'");
    assertThat(shell.complaint("spawn('cat', fds: [x: a])")).contains("given 'x' as a number");
    int own = Leftovers.descriptors().keySet().stream().filter(n -> n > 2).findFirst().get();
    if (shell.context().descriptors().get(own) == null) {
      assertThat(shell.complaint("spawn('cat', fds: [0: " + own + "])"))
          .contains("is the shell's own");
    }
  }

  @Test
  void whatCannotBeStartedSaysWhy(Shell shell) {
    shell.run(
        """
        e = fails(ENOENT) { spawn('nosuch', 'x') }
        assert e.call == 'posix_spawnp("nosuch", ...)'
        fails(EACCES) { spawn '/etc/passwd' }
        fails(ENOENT) { spawn('ls', dir: '/no/such') }
        fails(ENOTDIR) { spawn('ls', dir: '/etc/passwd') }
        fails(ENOENT) { spawn '' }
        """);
    assertThat(shell.complaint("spawn()")).contains("expected a program");
    assertThat(shell.complaint("spawn(['ls', '-l'])")).contains("as separate Strings");
    assertThat(shell.complaint("spawn('ls', user: 'no such one')"))
        .contains("there is no user 'no such one'");
    assertThat(shell.complaint("spawn('ls', env: ['A=B': 'c'])")).contains("A=B");
  }

  @Test
  void anotherUser(Shell shell) {
    Tools.needs(shell.run("getuid()").equals(0), "only root can become somebody else");
    Tools.need("setpriv");
    know(shell, "program", "descriptors.c");
    shell.run(
        """
        assert spawn('id', '-un', user: 'nobody').out.trim() == 'nobody'
        assert spawn('id', '-u', user: 4242).out.trim() == '4242'
        assert spawn('id', '-G', user: 4242).out.trim() == '4242'
        assert spawn('id', '-u', user: 0).out.trim() == '0'
        p = spawn('cat', '/etc/shadow', user: 'nobody')
        assert p.wait().exit == 1 && p.err.contains('Permission denied')
        e = fails(ENOENT) { spawn('nosuch', user: 'nobody') }
        assert e.call == 'posix_spawnp("nosuch")'
        ['chmod', '0755', dir].execute().waitFor()
        assert spawn(program, user: 'nobody').out.lines.size() == 4
        assert spawn('sh', '-c', 'exit 7', user: 'nobody').wait().exit == 7
        """);
  }

  @Test
  void theProgramIsSearchedForInThePathOfThisShell(Shell shell) {
    shell.run(
        """
        other = [PATH: '/nowhere']
        assert spawn('echo', 'x', env: other).out.trim() == 'x'
        f = open '/dev/null'
        p = spawn('echo', 'x', env: other, listen: [a: f])
        assert p.out.text.trim() == 'x' : p.err.text
        // PATH of the program is what it was given
        p = spawn('sh', '-c', 'echo $PATH', env: other, listen: [a: f])
        assert p.out.text.trim() == '/nowhere' : p.err.text
        fails(ENOENT) { spawn('nosuch', env: other, listen: [a: f]) }
        """);
  }

  @Test
  void alsoWhereAnotherUserRunsIt(Shell shell) {
    Tools.needs(shell.run("getuid()").equals(0), "only root can become somebody else");
    Tools.need("setpriv");
    shell.run(
        """
        p = spawn('echo', 'x', env: [PATH: '/nowhere'], user: 'nobody')
        assert p.out.text.trim() == 'x' : p.err.text
        """);
  }

  /** A shell that has started a role adopts what is orphaned, to end it with the session. */
  @Test
  void anOrphanIsReapedWhenItEnds(Shell shell) {
    shell.run(
        """
        s = shell('s')
        p = spawn('sh', '-c', 'sleep 0.1 >&- 2>&- & sleep 1000 >&- 2>&- & echo $!; echo $PPID')
        (left, self) = p.out.lines*.toInteger()
        parent = { pid -> new File("/proc/$pid/stat").text.replaceFirst(/.*[)] \\S+ (\\d+) .*/, '$1').trim().toInteger() }
        eventually(timeout: 60.s) { parent(left) == self }
        eventually(timeout: 60.s) {
          ProcessHandle.current().children().noneMatch { new File("/proc/${it.pid()}/stat").text.contains(') Z ') } }
        """);
    int left = (Integer) shell.run("left");
    shell.closeAll();
    assertThat(Path.of("/proc/" + left)).doesNotExist();
    // a session may be closed twice, and the next one adopts again
    shell.closeAll();
    try (Shell next = new Shell()) {
      next.run(
          """
          s = shell('s')
          (left, self) = spawn('sh', '-c', 'sleep 1000 >&- 2>&- & echo $!; echo $PPID').out.lines*.toInteger()
          eventually(timeout: 60.s) { new File("/proc/$left/stat").text.contains(") S $self ") }
          """);
    }
  }

  /** However many there are: one after another would take minutes. */
  @Test
  void manyOrphansAreReapedTogether(Shell shell) {
    shell.run(
        """
        s = shell('s')
        p = spawn('sh', '-c', 'for i in $(seq 100); do (sleep 0.1 &) >&- 2>&-; done; exit 3')
        assert waitpid(p).exit == 3
        program = { pid -> try { new File("/proc/$pid/comm").text.trim() } catch (IOException gone) { null } }
        eventually(timeout: 60.s) { ProcessHandle.current().children().noneMatch { program(it.pid()) == 'sleep' } }
        """);
  }

  @Test
  void whatAnOrphanStartsWhileTheSessionEndsIsEndedAsWell(Shell shell) {
    String many = "for i in $(seq 200); do sleep 1000.123 & sleep 0.002; done";
    shell.session().names().setVariable("many", many);
    shell.run(
        """
        s = shell('s')
        4.times { waitpid spawn('sh', '-c', 'setsid sh -c "$1" >&- 2>&- <&- &', 'sh', many) }
        eventually(timeout: 60.s) { ProcessHandle.current().descendants().count() > 10 }
        """);
    shell.closeAll();
    // those that were killed may still be ending
    Wait.until(
        Wait.LONG,
        "no process that it has started",
        () ->
            ProcessHandle.current()
                .descendants()
                .noneMatch(one -> one.info().commandLine().orElse("").contains("1000.123")));
  }

  @Test
  void aCtrlCWhileTheSessionEndsLeavesNoZombie(Shell shell) {
    Kernel kernel = shell.context().kernel();
    for (String program :
        new String[] {"exec sleep 1000", "trap '' TERM; echo; while :; do sleep 1; done"}) {
      shell.session().names().setVariable("code", program);
      shell.run("p = spawn('sh', '-c', code); if (code.contains('echo')) p.out.readLine(60)");
      // it meets the first call that it may interrupt
      Thread.currentThread().interrupt();
      kernel.callOf(Thread.currentThread()).interruptNext(BlockedCall.Next.ONE);
      shell.context().close();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(new Leftovers().now()).isEmpty();
    }
  }

  @Test
  void onlyRootMayBeAnotherUser(Shell shell) {
    shell.context().kernel().decorate(Kernel.Layer.INJECTION, OtherUser::new);
    shell.run("e = fails(EPERM) { spawn('id', user: 'root') }; assert e.call == 'setuid(0)'");
    shell.run("assert spawn('echo', 'x', user: 4242).out.trim() == 'x'");
  }

  /** An invoker that makes the shell appear to run as user 4242. */
  private static final class OtherUser extends InvokerDecorator {
    OtherUser(SyscallInvoker inner) {
      super(inner);
    }

    @Override
    public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
      return function.name().equals("geteuid") ? 4242 : super.call(function, a, b, c, d, e, f);
    }
  }

  @Test
  void environmentAndDirectory(Shell shell) {
    shell.run(
        """
        p = spawn('sh', '-c', 'echo $NEW:$HOME:${PATH:+path}; pwd', env: [NEW: 'a b', HOME: null], dir: dir)
        assert p.out.lines == ['a b::path', dir]
        """);
  }

  @Test
  void bigOutputIsCollectedWhole(Shell shell) {
    shell.run(
        """
        p = spawn('sh', '-c', 'head -c 1048576 /dev/zero | tr "\\\\\\\\0" x; echo; echo err >&2')
        assert p.out.text.length() == 1048577
        assert p.out.startsWith('xxx') && p.out.endsWith('x\\n') && p.err == 'err\\n'
        assert p.wait().exit == 0
        """);
  }

  @Test
  void whatIsTooMuchIsSaid(Shell shell) {
    shell.run(
        """
        p = spawn('head', '-c', (17 << 20) as String, '/dev/zero')
        assert p.out.text.endsWith("\\n[${1 << 20} more bytes were discarded]\\n")
        assert p.out.lost == 1 << 20
        """);
  }

  @Test
  void outputComesLineByLineWhileItRuns(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        p = spawn('sh', '-c', 'while read x; do echo "got $x"; done; printf end', fds: [0: a])
        close a
        fails(ETIMEDOUT) { p.out.readLine 10.ms }
        write b, 'one\\n'
        assert p.out.readLine() == 'got one'
        assert p.out.soFar == 'got one\\n' && !p.done
        write b, 'two\\n'
        assert p.out.readLine(60) == 'got two'
        seen = []
        reader = bg { for (line in p.out) seen << line }
        eventually(timeout: 60.s) { seen == ['got one', 'got two'] }
        close b
        assert p.out.readLine() == 'end'
        assert p.out.readLine() == null
        reader.get 60.s
        assert seen == ['got one', 'got two', 'end']
        assert p.out.lines == seen && p.out.readLines() == seen
        assert p.out.collect { it.length() } == [7, 7, 3]
        """);
  }

  @Test
  void outputIsAText(Shell shell) {
    shell.run(
        """
        p = spawn('echo', 'Hällo')
        assert p.out == 'Hällo\\n' && p.out != 'x'
        assert p.out.trim() == 'Hällo' && p.out.contains('äl') && p.out.length() == 6
        assert p.out + '!' == 'Hällo\\n!' && "$p.out" == 'Hällo\\n' && p.out =~ /^H/
        assert p.out[0] == 'H' && p.out.substring(1, 3) == 'äl'
        String text = p.out
        assert text == p.out.text
        """);
    assertThat(shell.complaint("p.out.nosuch()")).contains("a String has no method nosuch()");
  }

  @Test
  void printingOutputNeverWaits(Shell shell) {
    shell.run("p = spawn('sh', '-c', 'echo here; sleep 1000'); assert p.out.readLine() == 'here'");
    assertThat(shell.rendered("p.out")).isEqualTo("here\n");
    assertThat(shell.rendered("[p.out, p.err]")).isEqualTo("[here\n, ]");
    assertThat(shell.rendered("[x: p.err]")).isEqualTo("[x:]");
    assertThat(JsonRendering.of(shell.run("p.out"))).isEqualTo("\"here\\n\"");
    assertThat(shell.rendered("p"))
        .matches("process \\d+  sh -c echo here; sleep 1000  running for [0-9.]+ m?s");
    int pid = (int) shell.run("p.pid");
    assertThat(JsonRendering.of(shell.run("p.kill(SIGKILL); p.wait(); p")))
        .isEqualTo(
            "{\"pid\":"
                + pid
                + ",\"command\":[\"sh\",\"-c\",\"echo here; sleep 1000\"],\"done\":true,\"exit\":null,\"signal\":9}");
    assertThat(shell.rendered("p")).endsWith("killed by SIGKILL");
  }

  @Test
  void programThatDoesNotReadStopsNobodyButItsWriter(Shell shell) {
    shell.run(
        """
        (r, w) = pipe O_NONBLOCK
        p = spawn('sleep', '1000', fds: [0: r])
        close r
        fails(EAGAIN) { while (true) write w, new byte[4096] }
        p.kill()
        p.wait()
        fails(EPIPE) { write w, 'x' }
        """);
  }

  @Test
  void manyInARowLeaveNothing(Shell shell) {
    // with the first program, the sh is started that ends them all if the shell is killed
    shell.run("spawn('true').wait()");
    Leftovers before = new Leftovers();
    int there = before.now().size();
    shell.run("200.times { assert spawn('true').wait().exit == 0 }");
    shell.run(
        "many = (1..50).collect { spawn('true') }; eventually(timeout: 60.s) { many.every { it.done } }");
    shell.run("many*.wait(); assert many*.out*.text.every { it == '' }");
    Wait.until(Wait.LONG, "nothing more", () -> before.now().size() == there);
  }

  @Test
  void fullTableLosesNoChild(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        // what Java loads at the first use it reads from files
        spawn('true', fds: [0: a, 1: a, 2: a]).wait()
        fails(ENOENT) { spawn '/nowhere/none' }
        fails(ENOENT) { open '/nowhere/none', O_RDWR }
        fails(EINVAL) { pipe 0x1 }
        fails(EBADF) { dup 9999999 }
        write a, 'x'
        assert recv(b).text == 'x'
        held = []
        fails(EMFILE) { while (true) held << dup(a) }
        fails(EMFILE) { spawn 'true' }
        p = spawn('sh', '-c', 'echo $$; exit 5', fds: [0: a, 1: a, 2: a])
        stat = new File("/proc/$p.pid")
        assert recv(b).text == "$p.pid\\n"
        held.each { close it }
        eventually(timeout: 60.s) { !stat.exists() }
        assert waitpid(p).exit == 5
        """);
  }

  @Test
  void nothingIsLeftOfWhatStillRan(Shell shell) {
    shell.run(
        """
        stubborn = spawn('sh', '-c', 'trap "" TERM; echo set; while :; do sleep 1000; done')
        assert stubborn.out.readLine() == 'set'
        parent = spawn('sh', '-c', 'sleep 1000 & echo $!')
        grandchild = parent.out.readLine() as int
        parent.wait()
        kill grandchild, 0
        stopped = spawn('sleep', '1000')
        stopped.kill SIGSTOP
        waitpid stopped, WUNTRACED
        """);
    shell.context().children().close();
    shell.run(
        """
        assert stubborn.signal == SIGKILL && stopped.signal == SIGTERM
        // whoever adopts orphans reaps it
        eventually(timeout: 60.s) {
          f = new File("/proc/$grandchild/stat")
          !f.exists() || f.text.contains(') Z ')
        }
        assert parent.out.text.readLines() == [grandchild as String]
        """);
  }
}

package ipcsh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in C as strace(1) shows them; nothing of them is disturbed. */
@OnShell
class ObserveTest {
  @TempDir static Path programs;
  private static Path program;

  @BeforeAll
  static void compile() {
    Tools.need("strace");
    program = Tools.compile(programs, "observed.c");
  }

  @BeforeEach
  void name(Shell shell) {
    shell.session().names().setVariable("prog", program.toString());
  }

  @Test
  void twentyChildrenHaveTheirParent(Shell shell) {
    shell.run(
        """
        p = observe(prog, 'forks', '20')
        assert p.wait(60.s).exit == 0
        assert p.others == []
        assert p.processes.size() == 21
        assert p.processes.drop(1).every { it.parent() == p.processes[0] }
        assert p.processes.drop(1)*.end()*.status() == (0..19).toList()
        assert p.calls.count { it.name == 'getppid' } == 20
        """);
  }

  @Test
  void threadsBelongToTheirProcess(Shell shell) {
    shell.run(
        """
        p = observe(prog, 'threads')
        assert p.wait(60.s).exit == 0
        assert p.processes.size() == 1 && p.processes[0].threads().size() == 5
        assert p.calls.count { it.name == 'write' && it.pid == p.pid } == 40
        assert p.calls.findAll { it.name == 'write' }*.tid.toSet().size() == 4
        assert p.others == []
        """);
  }

  @Test
  void execOfAThreadAndVforkAreFollowed(Shell shell) {
    shell.run(
        """
        p = observe(prog, 'become')
        assert p.wait(60.s).exit == 0
        assert p.processes*.name() == ['true'] && p.others == []
        q = observe(prog, 'vfork')
        assert q.wait(60.s).exit == 0
        assert q.processes.size() == 2 && q.processes[1].name() == 'true'
        assert q.processes[1].creation().name == 'vfork'
        """);
  }

  @Test
  void endsAreThoseOfTheProgram(Shell shell) {
    shell.run(
        """
        p = observe(prog, 'killed')
        assert p.wait(60.s).signal == SIGKILL && p.signal == SIGKILL && p.exit == null
        assert p.processes[0].end().signal() == 'SIGKILL'
        q = observe(prog, 'alarm')
        assert q.wait(60.s).exit == 0
        assert q.signals*.name() == ['SIGALRM']
        assert q.calls.find { it.name == 'pause' }.interrupted
        w = observe(prog, 'wait')
        assert w.out.readLine(60.s) == 'waits'
        eventually(timeout: 60.s) { w.calls.last().name == 'pause' && !w.calls.last().finished }
        w.kill SIGTERM
        assert w.wait(60.s).signal == SIGTERM
        """);
  }

  @Test
  void programHasItsOwnDescriptorsAlone(Shell shell) {
    shell.run(
        """
        p = observe(prog, 'descriptors')
        assert p.wait(60.s).exit == 3
        (r, w) = pipe()
        q = observe(prog, 'descriptors', fds: [3: r, 7: w])
        assert q.wait(60.s).exit == 5
        assert q.calls[0].name == 'execve' && q.calls[0].args[1].contains('descriptors')
        c = observe(prog, 'closed')
        assert c.wait(60.s).exit == 0
        """);
  }

  @Test
  void endOfFileReachesAProgramWithDescriptors(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        p = observe(prog, 'end', fds: [3: r])
        close r
        write w, 'to the program'
        close w
        assert p.wait(60.s).exit == 0
        assert p.calls.findAll { it.name == 'read' && it.descriptor(0).number() == 3 }*.result[-1] == 0
        (r, w) = pipe()
        q = observe(prog, 'closed', fds: [5: w])
        close w
        assert read(r).eof
        assert q.wait(60.s).exit == 0
        """);
  }

  @Test
  void outputComesAsItIs(Shell shell) {
    shell.run(
        """
        p = observe(prog, 'raw')
        assert p.wait(60.s).exit == 0
        assert p.out.text.endsWith('end')
        assert p.calls.count { it.name == 'write' } == 256
        """);
    assertThat(shell.narrated())
        .anyMatch(line -> line.startsWith("observed: ") && line.endsWith("end"));
  }

  /** Below strace, also if it is given a descriptor and strace attached to it. */
  @Test
  void programIsObservedOnAHost(Shell shell) {
    Tools.needNetwork();
    shell.run(
        """
        (a, b) = network('a', 'b')
        c = fork(on: b)
        namespace = c { readlink '/proc/self/ns/net' }
        f = open '/dev/null'
        for (more in [[:], [fds: [3: f]]]) {
          p = observe([on: b, live: false, *: more], 'readlink', '/proc/self/ns/net')
          assert p.wait(60.s).exit == 0 && p.out.trim() == namespace
          assert p.name == 'readlink' && p.processes.size() == 1
          assert p.calls.any { it.name == 'readlink' && it.result > 0 }
          assert !p.calls.any { it.name == 'setns' }
        }
        """);
    assertThat(shell.complaint("observe('ls', on: 3)")).contains("expected a host of a network");
    shell.run("cleanup()");
  }

  @Test
  void attachedProgramGoesOn(Shell shell) {
    shell.run(
        """
        p = spawn(prog, 'wait')
        assert p.out.readLine(60.s) == 'waits'
        o = observe(p)
        eventually(timeout: 60.s) { o.calls.any { it.name == 'pause' || it.name == 'restart_syscall' } }
        o.detach()
        eventually(timeout: 60.s) { o.observation().ended }
        assert !p.done && !o.done
        again = observe(p.pid)
        p.kill()
        assert again.wait(60.s).signal == SIGTERM
        assert p.wait(60.s).signal == SIGTERM
        """);
  }

  @Test
  void refusesWhatItCannotObserve(Shell shell) {
    shell.run("fails(ENOENT) { observe './nope' }; fails(ESRCH) { observe 99999999 }");
    assertThat(shell.complaint("observe getpid()")).contains("this shell");
    assertThat(shell.complaint("p = observe(prog, 'wait'); observe p")).contains("traced already");
    shell.run("p.kill(); p.wait(60.s)");
  }

  @Test
  void programsAndThisShellMeetInOneChart(Shell shell) {
    String chart =
        shell.rendered(
            """
            path = "$dir/name".toString()
            sequence on
            p = observe(prog, 'reader', path)
            eventually(timeout: 60.s) { p.calls.last().name == 'recvfrom' }
            s = socket(AF_UNIX, SOCK_DGRAM)
            sendto s, 'from us', path
            assert p.wait(60.s).exit == 0
            sequence off
            sequence p
            """);
    assertThat(chart).contains("observed").contains("sendto \"from us\"").contains("recvfrom");
    assertThat(chart).doesNotContain("not taken");
  }

  @Test
  void messagesOfQueuesAreInTheChart(Shell shell) {
    String chart =
        shell.rendered(
            """
            name = '/ipcsh-chart-' + getpid()
            q = mq_open name, O_CREAT | O_RDWR, 0600, maxmsg: 4, msgsize: 64
            sequence on
            p = observe(prog, 'queue', name)
            eventually(timeout: 60.s) { p.calls.last().name == 'mq_timedreceive' }
            mq_send q, 'from us', 1
            assert p.wait(60.s).exit == 0
            assert mq_receive(q).text == 'from it'
            sequence off
            close q
            mq_unlink name
            sequence p
            """);
    assertThat(chart)
        .contains("mq_send \"from us\"", "mq_send \"from it\"", "mq_receive")
        .doesNotContain("not taken", "not sent");
  }

  @Test
  void failuresAreExplained(Shell shell) {
    shell.run(
        """
        p = observe(prog, 'reader', '/no/such/directory/name')
        assert p.wait(60.s).exit == 1
        row = explain(p).find { it.errno }
        assert row.errno == ENOENT && row.call.startsWith('bind(') && row.meaning.contains('directory')
        """);
  }
}

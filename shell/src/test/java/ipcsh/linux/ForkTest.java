package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.ControlC;
import ipcsh.kit.OnShell;
import ipcsh.kit.Processes;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.language.Interrupter;
import ipcsh.sys.Kernel;
import ipcsh.sys.fork.DrivenProcess;
import ipcsh.sys.invoke.BlockedCall;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forked children: what they share with the shell, what is their own, how they end. */
@OnShell
class ForkTest {
  @Test
  void childIsAnotherProcess(Shell shell) {
    shell.run(
        """
        c = fork()
        assert c { getpid() } == c.pid && c.pid != getpid()
        assert c { getppid() } == getpid()
        assert c { gettid() } == c.pid
        assert c { [getuid(), getgid()] } == [getuid(), getgid()]
        assert new File("/proc/$c.pid/task").list().size() == 1
        """);
  }

  @Test
  void descriptorsAreTheSameOpenFileDescriptions(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        write f, 'abcdef'
        c = fork()
        c { lseek f, 2 }
        assert lseek(f, 0, SEEK_CUR) == 2
        assert read(f, 2).text == 'cd'
        assert c { read f, 2 }.text == 'ef'
        c { fcntl f, F_SETFL, O_APPEND }
        assert fcntl(f, F_GETFL) & O_APPEND
        c { fcntl f, F_SETFD, FD_CLOEXEC }
        assert fcntl(f, F_GETFD) == 0
        """);
  }

  @Test
  void closingInOneDoesNotCloseInTheOther(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        c = fork()
        c { close w }
        assert w.open
        write w, 'x'
        c { fails(EBADF) { write w, 'x' } }
        close r
        assert c { read r }.text == 'x'
        close w
        assert c { read r }.eof
        """);
  }

  @Test
  void duplicatesOfTheChildAreItsOwn(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        u = socket AF_INET, SOCK_DGRAM
        (r, w) = pipe()
        c = fork()
        c { dup2 w, a }
        c { write a, 'through the pipe' }
        assert read(r).text == 'through the pipe'
        write a, 'through the pair'
        assert recv(b).text == 'through the pair'
        // what kind of socket it is, is asked in the child
        s = socket AF_UNIX, SOCK_DGRAM
        d = fork()
        d { dup2 u, s; bind s, '127.0.0.1:0'; assert getsockname(s).startsWith('127.0.0.1:') }
        bind s, "$dir/s"
        assert getsockname(s) == "$dir/s"
        """);
  }

  @Test
  void handleOfTheChildIsLookedUpThere(Shell shell) {
    shell.run(
        """
        c = fork()
        (r, w) = c { pipe() }
        assert "$r" == "fd $r.number (in child $c.pid)  pipe  read end"
        assert "$w" == "fd $w.number (in child $c.pid)  pipe  write end" && w.pid == c.pid && w.open
        assert c { r.toString() } == "fd $r.number  pipe  read end"
        (x, y) = pipe()
        assert "$r" == "fd $r.number (in child $c.pid)  pipe  read end"
        assert c { x.toString() } == "fd $x.number (in this shell)  pipe  read end"
        e = fails(EBADF) { write w, 'abc' }
        assert e.hint.startsWith("fd $w.number is open in another process")
        (p, q) = socketpair()
        e = fails(EBADF) { sendmsg p, 'abc', fds: [p, w] }
        assert e.hint.startsWith("fd $w.number is open in another process")
        assert fails(EBADF) { sendfd p, r }.hint.startsWith("fd $r.number is open in another")
        close p; close q
        assert ioctl(x, FIONREAD) == 0
        e = c { fails(EBADF) { read x } }
        assert e.call == "read($x.number, 65536)" && e.hint
        close y
        assert fails(EBADF) { write y, 'x' }.hint == null
        c { write w, 'abc' }
        assert inspect(r).object.bytes == 3 && inspect(r).descriptor.pid == c.pid
        gone = c { f = open '/dev/null'; close f; f }
        assert "$gone" == "fd $gone.number (in child $c.pid)  closed" && !gone.open
        p = bg { c { read r; read r } }
        eventually(timeout: 60.s) { c.current?.call }
        assert "$r" == "fd $r.number (in child $c.pid)  pipe  read end" // who is blocked is not asked
        kill c, SIGKILL
        waitpid c
        assert "$r" == "fd $r.number (in child $c.pid)  closed"
        """);
  }

  @Test
  void connectionThatAChildAcceptsIsTheChilds(Shell shell) {
    shell.run(
        """
        l = socket(); bind l, '@forked'; listen l
        c = fork()
        k = socket(); bind k, '@forked-client'; connect k, '@forked'
        a = c { accept l }
        assert "$a" == "fd $a.number (in child $c.pid)  unix stream  bound @forked  connected to @forked-client"
        assert a.peer == '@forked-client'
        t = socket AF_INET; bind t, '127.0.0.1:0'; listen t
        d = fork()
        s = socket AF_INET; connect s, getsockname(t)
        b = d { accept t }
        assert "$b".endsWith("connected to ${getsockname(s)}")
        assert d { getsockname b } == getsockname(t)
        """);
  }

  @Test
  void whatTheChildOpensIsNotOpenHere(Shell shell) {
    shell.run(
        """
        c = fork()
        f = c { open '/etc/passwd' }
        fails(EBADF) { read f }
        assert f.toString() == "fd $f.number (in child $c.pid)  file /etc/passwd  O_RDONLY  at 0"
        assert c { read(f, 4).text } == 'root'
        assert c { fds*.number }.contains(f.number) && !fds*.number.contains(f.number)
        r = c { mmap 4096 }
        assert c { r.putInt 0, 7; r.getInt 0 } == 7
        """);
    assertThat(shell.complaint("r.getInt 0")).contains("expected a mapped region");
  }

  @Test
  void sharedMemoryIsSharedAndPrivateMemoryIsNot(Shell shell) {
    shell.run(
        """
        s = mmap 4096
        p = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
        p.putInt 0, 1
        c = fork()
        c { s.putInt 0, getpid(); p.putInt 0, 2 }
        assert s.getInt(0) == c.pid && p.getInt(0) == 1
        assert c { p.getInt 0 } == 2
        p.putInt 4, 3
        assert c { p.getInt 4 } == 0
        c { munmap s }
        assert s.getInt(0) == c.pid
        c { mprotect p, PROT_READ }
        p.putInt 0, 9
        c { fails(EFAULT) { p.putInt 0, 9 } }
        """);
  }

  @Test
  void grandchildren(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        (in_, out) = pipe()
        c = fork()
        g = c { fork() }
        assert g { getppid() } == c.pid
        g { r.putInt 0, getpid(); write out, 'from below' }
        assert r.getInt(0) == g.pid && read(in_).text == 'from below'
        h = g { fork() }
        assert h { getppid() } == g.pid
        h { exit 4 }
        assert g { waitpid h } == [pid: h.pid, exit: 4]
        fails(ECHILD) { waitpid g }
        kill g, SIGKILL
        assert c { waitpid g } == [pid: g.pid, signal: SIGKILL]
        fails(ESRCH) { g { getpid() } }
        c { fails(ECHILD) { waitpid() } }
        """);
    assertThat(shell.complaint("k = c { fork() }; k.wait()")).contains("only the parent");
  }

  @Test
  void execTakesJustTheDescriptorsOfTheSession(Shell shell) {
    Path program = Tools.compile(shell.directory(), "descriptors.c");
    shell.session().names().setVariable("program", program.toString());
    shell.run(
        """
        (r, w) = pipe()
        f = open '/dev/null', O_RDWR | O_CLOEXEC
        c = fork()
        c { dup2 f, 1; exec program }
        assert waitpid(c) == [pid: c.pid, exit: 0]
        d = fork()
        d { dup2 w, 1; exec program }
        close w
        text = ''
        while (!(m = read r).eof) text += m.text
        ours = (fds*.number - [f.number] + [0, 1, 2, w.number]).toSet().sort()
        assert text.readLines() == ours.collect { "fd $it flags 0".toString() } + ['leader 1']
        """);
  }

  @Test
  void execThatFailsLeavesTheChild(Shell shell) {
    shell.run(
        """
        c = fork()
        e = c { fails(ENOENT) { exec 'no such program', 'x' } }
        assert e.call.startsWith('execvp("no such program"')
        c { fails(EACCES) { exec '/etc/passwd' } }
        assert c { getpid() } == c.pid
        """);
    assertThat(shell.complaint("exec 'ls'")).contains("would replace the shell");
  }

  @Test
  void childThatIsAnotherProgramIsNotDriven(Shell shell) {
    shell.run(
        """
        c = fork()
        c { exec 'sleep', '1000' }
        e = fails(ESRCH) { c { getpid() } }
        assert e.hint.contains("child $c.pid has executed another program")
        assert c.toString().contains('has executed another program')
        kill c, SIGTERM
        assert waitpid(c) == [pid: c.pid, signal: SIGTERM]
        """);
  }

  @Test
  void grandchildThatIsAnotherProgramEndsWithTheShell(Shell shell) {
    int pid =
        (Integer)
            shell.run(
                "c = fork(); g = c { fork() }; g { exec 'sleep', '1000' }; c { exit 0 }; g.pid");
    assertThat(Processes.hasEnded(pid)).isFalse();
    shell.closeAll();
    Processes.awaitEnd(pid);
  }

  @Test
  void howItEnded(Shell shell) {
    shell.run(
        """
        c = fork()
        assert c { exit 3 } == null
        assert waitpid(c) == [pid: c.pid, exit: 3]
        fails(ECHILD) { waitpid c }
        assert c.toString() == "child $c.pid  exit 3"
        e = fails(ESRCH) { c { getpid() } }
        assert e.hint.contains("child $c.pid  exit 3")
        d = fork()
        kill d, SIGKILL
        assert d.wait() == [pid: d.pid, signal: SIGKILL] && d.wait() == d.wait()
        k = fork()
        assert waitpid(k, WNOHANG) == [pid: 0]
        fails(ETIMEDOUT) { k.wait 20.ms }
        fails(ESRCH) { k { kill getpid(), SIGKILL } }
        assert waitpid() == [pid: k.pid, signal: SIGKILL]
        """);
  }

  @Test
  void stoppedChildIsLeftAndUsedAgain(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        c = fork()
        kill c, SIGSTOP
        assert waitpid(c, WUNTRACED) == [pid: c.pid, stopped: SIGSTOP]
        p = c.start { read r, 4 }
        eventually(timeout: 60.s) { p.call }
        p.cancel()
        fails(EINTR) { p.get 60.s }
        write w, 'abcdefgh'
        kill c, SIGCONT
        """);
    shell.run(
        """
        // the call that was left is answered first, and hurts no other
        lines = (1..20).collect { "line $it" }
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        g = c { open "$dir/f", O_RDWR }
        lines.each { l -> c { write g, l } }
        assert read(f).text == lines.join('')
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"m.getInt 0", "m.putInt 0, 7", "m.getLong 0", "peek m, 0, 4", "m.getByte 0"})
  void accessThatStoppedChildDoesNotMakeIsNoValue(String access, Shell shell) {
    shell.run(
        """
        m = mmap 4096
        m.putInt 0, 5
        c = fork()
        kill c, SIGSTOP
        assert waitpid(c, WUNTRACED) == [pid: c.pid, stopped: SIGSTOP]
        """);
    ControlC.during(shell, "fails(EINTR) { c { " + access + " } }");
    shell.run("kill c, SIGCONT; assert c { m.getInt 0 } in [5, 7]");
  }

  @Test
  void lineInWhichChildEndedIsSaid(Shell shell) {
    shell.run("c = fork(); p = c.start {\n(a, b) = socketpair()\nrecv a }");
    shell.run("eventually(timeout: 60.s) { \"$p\".contains('recv') }; kill c, SIGKILL; waitpid c");
    assertThat(shell.complaint("p.get()")).startsWith("test:3: ").contains("killed by SIGKILL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r.toString()",
        "a.peer",
        "[r].toString()",
        "ls dir",
        "fds",
        "getpid()",
        "open path, O_CREAT | O_RDWR, 0600",
        "kill getpid(), 0",
        "mkfifo path",
        "sem path - dir",
        "exit 3",
        "execvp 'true', ['true']"
      })
  void whatStoppedChildIsAskedIsAnsweredByNobody(String question, Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        (a, b) = socketpair()
        path = "$dir/file"
        close open(path, O_CREAT | O_RDWR, 0600)
        cleanup
        close open(path, O_CREAT | O_RDWR, 0600)
        c = fork()
        kill c, SIGSTOP
        assert waitpid(c, WUNTRACED) == [pid: c.pid, stopped: SIGSTOP]
        """);
    ControlC.during(shell, "fails(EINTR) { c { " + question + " } }");
    shell.run("kill c, SIGKILL; waitpid c; fails(ESRCH) { c { " + question + " } }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"recv b", "accept l", "open fifo", "sem_wait s", "sleep 100.s", "read r"})
  void blockedChildIsInterruptedLimitedCancelledAndKilled(String call, Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        (r, w) = pipe()
        l = socket(); bind l, "$dir/l"; listen l
        fifo = "$dir/fifo"; mkfifo fifo
        s = sem_init(mmap(4096), 0)
        c = fork()
        """);
    shell.run("c { fails(ETIMEDOUT) { " + call + ", timeout: 20.ms } }");
    interruptWhenBlocked(shell);
    shell.run("e = fails(EINTR) { c { " + call + " } }; assert c { getpid() } == c.pid");
    shell.run(
        "p = c.start { "
            + call
            + " }\neventually(timeout: 60.s) { p.call }; p.cancel(); fails(EINTR) { p.get 60.s }\n"
            + "assert c { getpid() } == c.pid\n"
            + "p = c.start { "
            + call
            + " }\neventually(timeout: 60.s) { p.call }; kill c, SIGKILL\n"
            + "e = fails(ESRCH) { p.get 60.s }\n"
            + "assert e.hint.contains(\"child $c.pid  killed by SIGKILL\")\n"
            + "assert waitpid(c).signal == SIGKILL");
  }

  private static void interruptWhenBlocked(Shell shell) {
    Thread main = Thread.currentThread();
    Interrupter interrupter = new Interrupter(shell.context().kernel(), main);
    Thread other =
        new Thread(
            () -> {
              Wait.until(Wait.LONG, "a blocked call", () -> aRoleIsBlocked(shell));
              interrupter.interrupt();
            });
    other.start();
  }

  private static boolean aRoleIsBlocked(Shell shell) {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      BlockedCall call = shell.context().kernel().callOf(thread);
      boolean role = thread.getName().startsWith("child ") || thread.getName().equals("t1");
      String where = role && call != null ? call.description() : null;
      if (where != null && !where.matches("(getpid|_exit|close|fcntl).*")) {
        return true;
      }
    }
    return false;
  }

  /** As in this process: what unlocks a mutex is called. */
  @Test
  void aCtrlCBetweenTwoCallsFailsOneThatBlocks(Shell shell) throws Exception {
    Kernel kernel = shell.context().kernel();
    DrivenProcess child = kernel.fork(new int[0]);
    shell.context().children().add(child.pid(), end -> {});
    Thread.currentThread().interrupt();
    kernel.callOf(Thread.currentThread()).interruptNext(BlockedCall.Next.ONE);
    kernel.in(
        child,
        () -> {
          assertThat(kernel.sys().processes().getpid()).isEqualTo(child.pid());
          assertThatThrownBy(() -> kernel.sys().processes().nanosleep(Wait.LONG))
              .hasMessageContaining("EINTR");
          return null;
        });
    assertThat(Thread.interrupted()).isFalse();
    child.release();
    shell.run("waitpid()");
  }

  @Test
  void controlCEndsALoopOfCallsThatDoNotBlock(Shell shell) {
    shell.run("c = fork(); n = 0");
    for (String loop :
        new String[] {
          "while (true) { c { getpid() }; n++ }", "c { while (true) { getpid(); n++ } }"
        }) {
      Thread main = Thread.currentThread();
      Interrupter interrupter = new Interrupter(shell.context().kernel(), main);
      shell.run("n = 0");
      Thread other =
          new Thread(
              () -> {
                Wait.until(
                    Wait.LONG,
                    "the loop",
                    () -> (Integer) shell.session().names().getVariable("n") > 100);
                interrupter.interrupt();
              });
      other.start();
      assertThat(shell.failure(loop)).hasMessageMatching("interrupted|.* = -1 EINTR .*");
      assertThat(shell.run("c { getpid() } == c.pid")).isEqualTo(true);
    }
  }

  @Test
  void blockThatWaitsForItsTurnIsCancelledAtOnce(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        c = fork()
        p = c.start { recv b }
        q = c.start { open '/no/such' }
        eventually(timeout: 60.s) { p.call }
        assert q.toString().contains('waits for its turn')
        assert q.cancel() && q.done
        fails(EINTR) { q.get() }
        assert !p.done
        send a, 'x'
        assert p.get(60.s).text == 'x'
        """);
  }

  @Test
  void brokenPipeIsAnErrorOfTheBlock(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        c = fork()
        close r
        c { close r; fails(EPIPE) { write w, 'x' } }
        assert c { getpid() } == c.pid
        """);
  }

  @Test
  void severalAreBlockedAtOnce(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        cs = (1..10).collect { fork() }
        ps = cs.collect { c -> c.start { recv b } }
        eventually(timeout: 60.s) { ps.every { it.call?.startsWith 'recvfrom' } }
        assert jobs.size() == 10 && jobs.every { it.toString().contains('blocked in recvfrom(') }
        10.times { send a, "m$it" }
        assert ps*.get(60.s)*.text.toSet() == (0..<10).collect { "m$it".toString() }.toSet()
        """);
  }

  @Test
  void errorsNameTheLineOfTheScript(Shell shell) {
    assertThat(shell.complaint("c = fork()\nc {\n  1 + 1\n  open '/no/such'\n}"))
        .contains("test:4: open(\"/no/such\", O_RDONLY) = -1 ENOENT");
    assertThat(shell.complaint("kill c; c.wait()\n\nc { 1 }"))
        .contains("test:3: ")
        .contains("killed by");
  }

  @Test
  void descriptorsPassFromChildToParent(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        c = fork()
        c { f = open '/etc/passwd'; lseek f, 2; sendfd a, f }
        g = recvfd b
        assert read(g, 2).text == 'ot'
        c { exit 0 }
        assert read(g, 1).text == ':'
        """);
  }

  @Test
  void childrenTalkOverNames(Shell shell) {
    shell.run(
        """
        server = fork()
        client = fork()
        server { l = socket(); bind l, "$dir/server"; listen l }
        p = server.start { s = accept l; m = recv s; send s, "[$m.text]" }
        client { k = socket(); connect k, "$dir/server"; send k, 'hello' }
        assert client { recv k }.text == '[hello]'
        p.get 60.s
        """);
  }

  @Test
  void forkedFromThreads(Shell shell) {
    shell.run(
        """
        assert bg { c = fork(); c { getppid() } }.get(60.s) == getpid()
        t = thread('t1')
        d = t { fork() }
        pthread_join t
        assert d { getppid() } == getpid()   // the child outlives the thread that forked it
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        ps = (1..8).collect { bg { recv b } }
        eventually(timeout: 60.s) { ps.every { it.call } }
        ks = (1..4).collect { bg { fork() } }*.get(60.s)
        assert ks.collect { k -> k { getpid() } } == ks*.pid
        8.times { send a, 'x' }
        ps*.get(60.s)
        """);
  }

  @Test
  void fullDescriptorTables(Shell shell) {
    shell.run(
        """
        all = (1..40).collect { open '/dev/null' }
        c = fork()
        assert c { all.every { fcntl(it, F_GETFD) == 0 } }
        assert c { fds*.number } == fds*.number
        c { all.each { close it } }
        assert all.every { it.open }
        """);
  }

  @Test
  void theChildHasTheSessionsDescriptorsOnly(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        c = fork()
        theirs = new File("/proc/$c.pid/fd").list()*.toInteger()
        assert theirs.findAll { it < 256 }.toSet() == ([0, 1, 2] + fds*.number).toSet()
        assert theirs.size() == theirs.findAll { it < 256 }.size() + 2
        """);
  }

  @Test
  void traceNamesTheChild(Shell shell) {
    shell.run("c = fork(); trace on; fails(ENOENT) { c { open '/no/such' } }; trace off");
    assertThat(shell.reported())
        .containsExactly(
            "[pid "
                + shell.run("c.pid")
                + "] openat(AT_FDCWD, \"/no/such\", O_RDONLY) = -1 ENOENT (No such file or directory)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bg { 1 }", "thread('x')", "spawn('true')"})
  void whatAChildCannotIsRefused(String code, Shell shell) {
    assertThat(shell.complaint("c = fork(); c { " + code + " }")).contains("a forked child");
    assertThat(shell.run("c { getpid() } == c.pid")).isEqualTo(true);
  }

  @Test
  void lookingAtOthersFromInsideAChildChangesNothing(Shell shell) {
    shell.run(
        """
        c = fork()
        d = fork()
        p = spawn('sleep', '1000')
        assert c { "$d" } == "child $d.pid  idle" && c { p.done } == false
        c { fails(ECHILD) { waitpid d }; fails(ECHILD) { p.wait() } }
        assert d { getpid() } == d.pid && !p.done
        """);
  }

  @Test
  void childThatLosesItsSocketIsEnded(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        c = fork()
        own = c { new File("/proc/$c.pid/fd").list()*.toInteger().findAll { it >= 256 } }
        """);
    assertThat(shell.complaint("c { close own[0] }")).contains("is the shell's own");
    shell.run(
        """
        e = fails(ESRCH) { c { own.each { close it, force: true } } }
        assert c.wait(60.s).exit == 0
        d = fork()
        own = new File("/proc/$d.pid/fd").list()*.toInteger().findAll { it >= 256 }
        e = fails(ESRCH) { d { own.each { dup2 a, it, force: true } } }
        assert d.wait(60.s).signal == SIGKILL
        """);
  }

  @Test
  @Tag("long")
  void tooManyChildrenAreAnErrorThatPasses(Shell shell) {
    shell.run(
        """
        cs = []
        e = fails(EAGAIN) { while (cs.size() < 1000) cs << fork() }
        assert e.call == 'fork()' && cs.size() == 512
        fails(EAGAIN) { fork() }
        assert cs[511] { getpid() } == cs[511].pid
        last = cs[0]
        last { exit 0 }
        waitpid last
        eventually(timeout: 60.s) { cs[0] = fork() }
        cs.each { kill it, SIGKILL }
        cs.each { assert it.wait(60.s).signal == SIGKILL }
        c = fork()
        assert c { getpid() } == c.pid
        """);
  }

  @Test
  @Tag("long")
  void threeHundredInARowLeaveNothing(Shell shell) {
    String once =
        "c = fork(); assert c { getpid() } == c.pid; c { exit 5 }; assert waitpid(c).exit == 5\n";
    shell.run("20.times { " + once + " }; System.gc()");
    String count =
        "['fd', 'task'].collect { new File(\"/proc/self/$it\").list().size() } + "
            + "new File('/proc/self/maps').readLines().size()";
    shell.session().names().setVariable("before", shell.run(count));
    shell.run(
        "300.times { garbage = new byte[1 << 16]; "
            + once
            + " if (it % 50 == 0) System.gc() }\neventually(timeout: 60.s) { now = "
            + count
            + "; now[0] <= before[0] + 3 && now[1] <= before[1] + 3 && now[2] <= before[2] + 20 }");
  }

  @Test
  void fiftyAtOnceUnderGarbageCollection(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        cs = (1..50).collect { fork() }
        ps = cs.collect { c -> c.start { 20.times { garbage = new byte[1 << 14]; r.addInt 0, 1 }; getpid() } }
        System.gc()
        assert ps*.get(60.s) == cs*.pid
        assert r.getInt(0) == 1000
        cs.each { c -> c { exit 1 } }
        assert cs.collect { waitpid(it).exit } == [1] * 50
        """);
  }

  @Test
  void closingTheShellEndsBlockedAndStoppedChildren(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        idle = fork()
        c = fork()
        p = c.start { read r }
        stopped = fork()
        kill stopped, SIGSTOP
        eventually(timeout: 60.s) { p.call }
        """);
    shell.context().close();
    assertThatThrownBy(() -> shell.run("p.get 60.s")).hasMessageContaining("ESRCH");
  }
}

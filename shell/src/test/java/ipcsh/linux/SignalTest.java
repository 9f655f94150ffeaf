package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals of this process: signal(7), sigaction(2). */
@OnShell
class SignalTest {
  @Test
  void blockRunsWhereTheSignalWasRaised(Shell shell) {
    shell.run(
        """
        got = []
        assert signal(SIGUSR1) { info -> got << info } == SIG_DFL
        raise SIGUSR1
        assert got*.signo == [SIGUSR1] && got[0].pid == getpid() && got[0].uid == getuid()
        kill getpid(), SIGUSR1
        assert got*.code == [SI_TKILL, SI_USER]
        sigqueue getpid(), SIGUSR1, 42
        assert got[2].code == SI_QUEUE && got[2].value == 42
        assert got[2] == SIGUSR1
        assert got[2].toString() == "SIGUSR1 from ${getpid()} (uid ${getuid()})  SI_QUEUE  value 42"
        before = signal(SIGUSR1, SIG_IGN)
        raise SIGUSR1
        assert got.size() == 3
        assert signal(SIGUSR1, before) == SIG_IGN
        raise SIGUSR1
        assert got.size() == 4
        """);
  }

  @Test
  void blockedCallFailsAfterTheBlock(Shell shell) {
    shell.run(
        """
        me = getpid()
        (a, b) = socketpair()
        order = []
        signal(SIGUSR1) { order << 'block' }
        t = thread('sender')
        evaluator = gettid()
        send = { p = t.start { eventually(timeout: 60.s) { blocks() }; kill me, SIGUSR1 } }
        blocks = { new File("/proc/self/task/$evaluator/syscall").text.startsWith('45 ') }
        send()
        fails(EINTR) { recv b }
        order << 'failed'
        assert order == ['block', 'failed']
        p.get()
        """);
  }

  @Test
  void blockThatAJobHasSetRunsWhileTheJobIsWaitedFor(Shell shell) {
    shell.run(
        """
        me = getpid()
        (a, b) = socketpair()
        waits = false
        job = bg {
            eventually(timeout: 60.s) { waits }
            signal(SIGUSR1) { send a, 'from the block' }
            kill me, SIGUSR1
            recv(b).text
        }
        later = bg { eventually(timeout: 60.s) { jobs.size() > 0 }; waits = true }
        assert job.get(30.s) == 'from the block'
        later.get()
        """);
  }

  @Test
  void restartedCallGoesOnAfterTheBlock(Shell shell) {
    shell.run(
        """
        me = getpid()
        evaluator = gettid()
        (a, b) = socketpair()
        sigaction(SIGUSR1, SA_RESTART) { send a, 'from the block' }
        t = thread('sender')
        blocks = { new File("/proc/self/task/$evaluator/syscall").text.startsWith('45 ') }
        p = t.start { eventually(timeout: 60.s) { blocks() }; kill me, SIGUSR1 }
        assert recv(b).text == 'from the block'
        p.get()
        """);
  }

  /** signal(7): those that are never restarted. */
  @ParameterizedTest
  @ValueSource(strings = {"poll([b])", "sleep 60", "sigwaitinfo([SIGUSR2])"})
  void someCallsFailInAnyCase(String call, Shell shell) {
    shell.run(
        """
        me = getpid()
        (a, b) = socketpair()
        n = 0
        done = false
        sigaction(SIGUSR1, SA_RESTART) { n++ }
        t = thread('sender')
        p = t.start { while (!done) { kill me, SIGUSR1; sleep 5.ms } }
        fails(EINTR) { %s }
        done = true
        assert n > 0
        p.get()
        """
            .formatted(call));
  }

  @Test
  void socketWithATimeIsNotRestarted(Shell shell) {
    shell.run(
        """
        me = getpid()
        (a, b) = socketpair()
        setsockopt b, SOL_SOCKET, SO_RCVTIMEO, 60.s
        done = false
        sigaction(SIGUSR1, SA_RESTART) { }
        t = thread('sender')
        p = t.start { while (!done) { kill me, SIGUSR1; sleep 5.ms } }
        fails(EINTR) { recv b }
        done = true
        p.get()
        """);
  }

  @Test
  void loopWithoutCallsIsInterrupted(Shell shell) {
    shell.run(
        """
        me = getpid()
        done = false
        signal(SIGUSR1) { done = true }
        thread('sender').start { sleep 20.ms; kill me, SIGUSR1 }
        i = 0
        while (!done) { i++ }
        """);
  }

  @Test
  void signalIsBlockedWhileItsBlockRunsAndOthersNest(Shell shell) {
    shell.run(
        """
        order = []
        signal(SIGUSR1) {
          order << 'a'
          assert sigprocmask() == [SIGUSR1]
          raise SIGUSR1
          raise SIGALRM
          order << 'b'
        }
        signal(SIGALRM) { order << 'alarm' }
        first = true
        signal(SIGUSR1, { if (first) { first = false; order << 'a'; raise SIGUSR1; raise SIGALRM; order << 'b' } else order << 'again' })
        raise SIGUSR1
        assert order == ['a', 'alarm', 'b', 'again']
        assert sigprocmask() == []
        order.clear()
        depth = 0
        sigaction(SIGUSR1, SA_NODEFER) { order << ++depth; if (depth < 3) raise SIGUSR1; depth-- }
        raise SIGUSR1
        assert order == [1, 2, 3]
        order.clear()
        sigaction(SIGUSR1, 0, { order << 'a'; raise SIGALRM; order << 'b' }, mask: [SIGALRM])
        raise SIGUSR1
        assert order == ['a', 'b', 'alarm']
        """);
  }

  @Test
  void blockForOneSignal(Shell shell) {
    shell.run(
        """
        n = 0
        sigaction(SIGURG, SA_RESETHAND) { n++ }
        raise SIGURG
        assert n == 1 && signal(SIGURG) == SIG_DFL
        raise SIGURG, force: true
        assert n == 1
        """);
  }

  @Test
  void whatTheBlockThrowsIsThrownByTheCall(Shell shell) {
    shell.run(
        """
        signal(SIGUSR1) { throw new IllegalStateException('from the block') }
        try {
          raise SIGUSR1
          assert false
        } catch (IllegalStateException e) {
          assert e.message == 'from the block'
        }
        assert sigprocmask() == []
        """);
  }

  @Test
  void standardSignalsAreOneRealTimeSignalsAreMany(Shell shell) {
    shell.run(
        """
        sigprocmask SIG_BLOCK, [SIGUSR1, SIGRTMIN, SIGRTMIN + 1]
        3.times { sigqueue getpid(), SIGRTMIN + 1, it }
        3.times { kill getpid(), SIGUSR1; sigqueue getpid(), SIGRTMIN, it }
        assert sigpending() == [SIGUSR1, SIGRTMIN, SIGRTMIN + 1]
        got = []
        while (sigpending()) got << sigwaitinfo([SIGUSR1, SIGRTMIN, SIGRTMIN + 1])
        assert got*.signo == [SIGUSR1] + [SIGRTMIN] * 3 + [SIGRTMIN + 1] * 3
        assert got*.value == [null, 0, 1, 2, 0, 1, 2]
        fails(ETIMEDOUT) { sigwaitinfo([SIGUSR1], timeout: 10.ms) }
        """);
  }

  /** Each thread is made by the one before it, which ends soon after. */
  private static void makeThreads(AtomicBoolean over, CountDownLatch ended) {
    if (over.get()) {
      ended.countDown();
      return;
    }
    new Thread(() -> makeThreads(over, ended)).start();
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
  }

  @Test
  void threadsThatAreMadeMeanwhileBlockItAsWell(Shell shell) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(3);
    for (long chain = ended.getCount(); chain > 0; chain--) {
      new Thread(() -> makeThreads(over, ended)).start();
    }
    try {
      shell.run(
          """
          blocks = { status, signal -> (Long.parseUnsignedLong(status.find(/SigBlk:\\s*(\\w+)/) { it[1] }, 16) >>> (signal - 1)) & 1 }
          (1..8).each { n ->
            sigprocmask SIG_BLOCK, [SIGRTMIN + n]
            new File('/proc/self/task').list().each {
              status = ''
              try { status = new File("/proc/self/task/$it/status").text } catch (IOException ended) { }
              assert !status || blocks(status, SIGRTMIN + n) == 1
            }
          }
          """);
    } finally {
      over.set(true);
      assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void unblockedSignalIsHandledAtOnce(Shell shell) {
    shell.run(
        """
        n = 0
        signal(SIGUSR1) { n++ }
        assert sigprocmask(SIG_BLOCK, [SIGUSR1]) == []
        raise SIGUSR1
        assert n == 0
        assert sigprocmask(SIG_SETMASK, []) == [SIGUSR1]
        assert n == 1
        """);
  }

  @Test
  void maskBelongsToTheThread(Shell shell) {
    shell.run(
        """
        sigprocmask SIG_BLOCK, [SIGUSR1]
        t = thread('t')
        assert t { sigprocmask() } == [SIGUSR1]
        t { sigprocmask SIG_SETMASK, [SIGALRM] }
        assert t { sigprocmask() } == [SIGALRM] && sigprocmask() == [SIGUSR1]
        who = null
        signal(SIGUSR1) { who = gettid() }
        t { raise SIGUSR1 }
        assert who == t { gettid() }
        who = null
        kill getpid(), SIGUSR1
        sigprocmask SIG_UNBLOCK, [SIGUSR1]
        assert who != null
        """);
  }

  @Test
  void childInheritsMaskAndIgnoredSignalsButNoPendingOnes(Shell shell) {
    shell.run(
        """
        signal(SIGUSR1) { }
        signal(SIGUSR2, SIG_IGN)
        sigprocmask SIG_BLOCK, [SIGALRM]
        raise SIGALRM
        c = fork()
        assert c { sigprocmask() } == [SIGALRM] && c { sigpending() } == []
        assert c { signal(SIGUSR2, SIG_DFL) } == SIG_IGN
        assert c { signal(SIGUSR1) } == SIG_DFL
        g = c { fork() }
        assert g { sigprocmask() } == [SIGALRM]
        p = spawn('grep', '-E', 'Sig(Blk|Ign)', '/proc/self/status')
        assert p.out.lines == ['SigBlk:\\t0000000000002000', 'SigIgn:\\t0000000000000800']
        assert sigwaitinfo([SIGALRM]).signo == SIGALRM
        """);
  }

  @Test
  void childTakesSignalsForReal(Shell shell) {
    shell.run(
        """
        c = fork()
        c { sigprocmask SIG_BLOCK, [SIGRTMIN] }
        sigqueue c, SIGRTMIN, 5
        sigqueue c, SIGRTMIN, 6
        assert c { sigpending() } == [SIGRTMIN]
        assert c { sigwaitinfo([SIGRTMIN]) }.value == 5
        assert c { sigwaitinfo([SIGRTMIN]) }.pid == getpid()
        fails(ETIMEDOUT) { c { sigwaitinfo([SIGRTMIN], timeout: 10.ms) } }
        c { signal(SIGUSR1, SIG_IGN); raise SIGUSR1 }
        d = fork()
        fails(ESRCH) { d { raise SIGUSR1 } }
        assert waitpid(d).signal == SIGUSR1
        e = fork()
        e { alarm 1 }
        fails(ESRCH) { e { pause() } }
        assert waitpid(e).signal == SIGALRM
        """);
    assertThat(shell.complaint("c { signal(SIGUSR1) { } }"))
        .contains("a forked child cannot run a block as a handler");
  }

  @Test
  void endOfAChildIsReportedToItsParent(Shell shell) {
    shell.run(
        """
        got = []
        signal(SIGCHLD) { got << it }
        p = spawn('sh', '-c', 'exit 3')
        eventually(timeout: 60.s) { got.find { it.pid == p.pid } }
        info = got.find { it.pid == p.pid }
        assert info.status == 3 && info.code == CLD_EXITED
        assert waitpid(p).exit == 3
        signal(SIGCHLD, SIG_IGN)
        q = spawn('sh', '-c', 'exit 4')
        assert waitpid(q).exit == 4
        """);
  }

  @Test
  void brokenPipeIsASignalToo(Shell shell) {
    shell.run(
        """
        n = 0
        assert signal(SIGPIPE) { n++ } == SIG_IGN
        (r, w) = pipe()
        close r
        fails(EPIPE) { write w, 'x' }
        assert n == 1
        signal(SIGPIPE, SIG_DFL)
        fails(EPIPE) { write w, 'x' }
        """);
  }

  /** A thread of the Java virtual machine that ends restores the mask with which it began. */
  @Test
  void blockedOneSurvivesTheEndOfThreadsThatAreOlder(Shell shell) {
    shell.run(
        """
        stop = new java.util.concurrent.CountDownLatch(1)
        older = (1..5).collect { Thread.start { stop.await() } }
        sigprocmask SIG_BLOCK, [SIGUSR1, SIGRTMIN]
        signal(SIGUSR1, SIG_DFL)
        kill getpid(), SIGUSR1
        sigqueue getpid(), SIGRTMIN, 5
        stop.countDown()
        older*.join()
        // one that another thread of the Java virtual machine has taken is on its way back
        eventually(timeout: 60.s) { sigpending() == [SIGUSR1, SIGRTMIN] }
        assert signal(SIGUSR1) == SIG_DFL
        assert sigwaitinfo([SIGUSR1]).code == SI_USER
        assert sigwaitinfo([SIGRTMIN]).value == 5
        """);
  }

  @Test
  void alarmDoesNotOutliveTheSession(Shell shell) {
    shell.run("signal(SIGALRM) { }; alarm 100");
    shell.closeAll();
    assertThat(shell.run("alarm 0")).isEqualTo(0);
  }

  @Test
  void alarmEndsAPause(Shell shell) {
    shell.run(
        """
        n = 0
        signal(SIGALRM) { n++ }
        assert alarm(100) == 0
        assert alarm(1) > 90
        assert pause().signo == SIGALRM
        assert n == 1
        fails(ETIMEDOUT) { pause(timeout: 10.ms) }
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SIGSEGV",
        "SIGBUS",
        "SIGFPE",
        "SIGILL",
        "SIGQUIT",
        "SIGTRAP",
        "SIGABRT",
        "SIGRTMIN + 10"
      })
  void whatTheMachineNeedsIsRefused(String signal, Shell shell) {
    assertThat(shell.complaint("signal(" + signal + ") { }")).contains("cannot be handled here: ");
    assertThat(shell.complaint("sigprocmask SIG_BLOCK, [" + signal + "]"))
        .contains("cannot be blocked here: ");
  }

  @Test
  void whatTheKernelRefusesFails(Shell shell) {
    shell.run(
        """
        fails(EINVAL) { signal(SIGKILL) { } }
        fails(EINVAL) { signal(SIGSTOP, SIG_IGN) }
        fails(EINVAL) { signal(65, SIG_IGN) }
        fails(EINVAL) { sigprocmask 7, [SIGUSR1] }
        fails(ESRCH) { sigqueue 4194304 * 2, SIGUSR1 }
        fails(EINVAL) { sigqueue getppid(), 65 }
        """);
    assertThat(shell.complaint("raise SIGUSR1")).contains("neither handled nor ignored");
    assertThat(shell.complaint("signal(SIGUSR1, 7)")).contains("expected a block");
    assertThat(shell.complaint("sigprocmask SIG_BLOCK, ['USR1']")).contains("expected signals");
  }

  @Test
  void sessionThatEndsRestoresAll(Shell shell) {
    shell.run(
        """
        signal(SIGUSR1) { }
        sigprocmask SIG_BLOCK, [SIGALRM]
        raise SIGALRM
        """);
    shell.context().close();
    shell.run("assert signal(SIGUSR1) == SIG_DFL && sigprocmask() == []");
  }
}

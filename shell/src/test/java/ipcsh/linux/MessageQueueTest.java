package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** POSIX message queues ({@code mq_overview(7)}). */
@OnShell
class MessageQueueTest {
  @BeforeEach
  void name(Shell shell) {
    shell.run("name = '/ipcsh-test-' + new File(dir).name; q = null");
  }

  @AfterEach
  void noQueueStays(Shell shell) {
    shell.run("try { mq_unlink name } catch (SysException e) { assert e.errno == ENOENT }");
  }

  @Test
  void aNameIsASlashAndOneWord(Shell shell) {
    shell.run(
        """
        for (wrong in ['/a/b', '/a/', '//']) fails(EACCES) { mq_open wrong, O_CREAT | O_RDWR }
        fails(ENOENT) { mq_open '/', O_CREAT | O_RDWR }
        for (wrong in ['', 'a', 'a/b']) fails(EINVAL) { mq_open wrong, O_CREAT | O_RDWR }
        fails(EACCES) { mq_unlink '/a/b' }
        fails(EINVAL) { mq_unlink 'a' }
        fails(ENAMETOOLONG) { mq_open '/'.padRight(257, 'x') }
        longest = name.padRight(256, 'x')
        mq_open longest, O_CREAT
        mq_unlink longest
        fails(ENOENT) { mq_open name }
        fails(ENOENT) { mq_unlink name }
        """);
  }

  @Test
  void aNewQueueHasRoomForTenMessagesOf8192Bytes(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        assert mq_getattr(q) == [flags: 0, maxmsg: 10, msgsize: 8192, curmsgs: 0]
        assert mq_send(q, 'x' * 8192) == 0
        fails(EMSGSIZE) { mq_send q, 'x' * 8193 }
        9.times { mq_send q, '' }
        assert mq_getattr(q).curmsgs == 10
        fails(ETIMEDOUT) { mq_send q, '', timeout: 20.ms }
        fails(EEXIST) { mq_open name, O_CREAT | O_EXCL }
        // what exists stays as it is
        other = mq_open name, O_CREAT | O_RDWR, 0600, maxmsg: 3, msgsize: 5
        assert mq_getattr(other).maxmsg == 10 && mq_getattr(other).msgsize == 8192
        for (wrong in [[0, 1], [1, 0], [-1, 1], [1, -1]]) {
          fails(EINVAL) { mq_open "${name}x", O_CREAT, 0600, maxmsg: wrong[0], msgsize: wrong[1] }
        }
        """);
  }

  @Test
  void theOldestOfTheHighestPriorityIsFirst(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        mq_send q, 'a'
        mq_send q, 'b', 5
        mq_send q, 'c', 32767
        mq_send q, 'd', 5
        mq_send q, '', 1
        got = (1..5).collect { mq_receive q }
        assert got*.text == ['c', 'b', 'd', '', 'a']
        assert got*.priority == [32767, 5, 5, 1, 0]
        // an empty message is one
        assert !got.any { it.eof }
        fails(EINVAL) { mq_send q, 'x', MQ_PRIO_MAX }
        fails(EINVAL) { mq_send q, 'x', -1 }
        """);
    assertThat(shell.rendered("mq_send q, 'hello', 3; mq_receive q"))
        .isEqualTo("5 bytes \"hello\"  priority 3");
  }

  @Test
  void aBufferBelowMsgsizeIsEmsgsizeHoweverShortTheMessage(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR, 0600, maxmsg: 1, msgsize: 16
        mq_send q, 'x'
        fails(EMSGSIZE) { mq_receive q, 15 }
        assert mq_receive(q, 16).text == 'x'
        mq_send q, 'y'
        assert mq_receive(q, 100000).text == 'y'
        """);
  }

  @Test
  void nonBlockingIsAFlagOfTheOpenFileDescription(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR, 0600, maxmsg: 1, msgsize: 16
        same = dup q
        other = mq_open name
        assert mq_setattr(q, O_NONBLOCK).flags == 0
        assert mq_getattr(same).flags == O_NONBLOCK && mq_getattr(other).flags == 0
        assert fcntl(q, F_GETFL) & O_NONBLOCK
        fails(EAGAIN) { mq_receive same }
        fails(ETIMEDOUT) { mq_receive other, timeout: 20.ms }
        mq_send q, 'x'
        fails(EAGAIN) { mq_send q, 'y' }
        assert mq_setattr(q, 0).flags == O_NONBLOCK
        fails(EINVAL) { mq_setattr q, O_APPEND }
        assert fcntl(q, F_GETFD) == FD_CLOEXEC
        """);
  }

  @Test
  void aQueueIsADescriptor(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR, 0600, maxmsg: 1, msgsize: 16
        assert poll([q], POLLIN | POLLOUT, timeout: 0)[q] == POLLOUT
        mq_send q, 'x', 2
        assert poll([q], POLLIN | POLLOUT, timeout: 0)[q] == POLLIN
        (a, b) = socketpair()
        sendfd a, q
        mq_close q
        fails(EBADF) { mq_receive q }
        r = recvfd b
        assert mq_receive(r).priority == 2
        d = dup2 r, 200
        mq_send 200, 'by number'
        assert mq_receive(200).text == 'by number'
        fails(EBADF) { mq_receive a }
        fails(EBADF) { mq_send a, 'x' }
        w = mq_open name, O_WRONLY
        fails(EBADF) { mq_receive w }
        fails(EBADF) { mq_send mq_open(name, O_RDONLY), 'x' }
        // what is read of it is how it is
        mq_send r, 'abc'
        assert read(r).text ==~ /QSIZE:3 +NOTIFY:0 +SIGNO:0 +NOTIFY_PID:0 *\\n/
        """);
  }

  @Test
  void aQueueOutlivesItsNameAsLongAsItIsOpen(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        mq_unlink name
        mq_send q, 'x'
        assert mq_receive(q).text == 'x'
        assert q.toString().contains('removed')
        another = mq_open name, O_CREAT | O_RDWR
        mq_send another, 'y'
        assert mq_getattr(q).curmsgs == 0
        """);
  }

  @Test
  void aMessageStaysWhenAllHaveClosed(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_WRONLY
        mq_send q, 'kept', 4
        mq_close q
        m = mq_receive mq_open(name)
        assert m.text == 'kept' && m.priority == 4
        """);
  }

  @Test
  void whoWaitsGetsTheMessageAndNobodyIsNotified(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        mq_notify q, SIGCHLD
        fails(EBUSY) { mq_notify q, SIGWINCH }
        c = fork()
        fails(EBUSY) { c { mq_notify q, SIGUSR1 } }
        status = { new String(pread(mq_open(name), 80, 0).bytes) }
        assert status() ==~ /QSIZE:0 +NOTIFY:0 +SIGNO:17 +NOTIFY_PID:${getpid()} *\\n/
        p = bg { mq_receive q }
        eventually(timeout: 60.s) { p.call }
        mq_send q, 'x'
        assert p.get().text == 'x'
        // it is registered still
        assert status().contains("NOTIFY_PID:${getpid()} ")
        mq_send q, 'y'
        assert status().contains('NOTIFY_PID:0 ')
        mq_receive q
        mq_notify q, SIGCHLD
        mq_notify q, null
        assert status().contains('NOTIFY_PID:0 ')
        fails(EINVAL) { mq_notify q, 65 }
        """);
  }

  @Test
  void aChildIsNotifiedByASignal(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        c = fork()
        c { mq_notify q, SIGUSR1 }
        mq_send q, 'x'
        assert waitpid(c).signal == SIGUSR1
        """);
    assertThat(shell.complaint("mq_notify q, SIGUSR1")).contains("SIGUSR1").contains("force: true");
  }

  @Test
  void aBlockRunsOnceForTheFirstMessageOfAnEmptyQueue(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        got = []
        mq_notify(q) { got << mq_receive(q).text }
        fails(EBUSY) { mq_notify(q) { } }
        mq_send q, 'one'
        eventually(timeout: 60.s) { got == ['one'] }
        // once
        mq_send q, 'two'
        getpid()
        assert got == ['one'] && mq_receive(q).text == 'two'
        // it comes from another process, too
        again = { mq_notify(q, again); while (mq_getattr(q).curmsgs) got << mq_receive(q).text }
        mq_notify q, again
        c = fork()
        c { mq_send q, 'three' }
        eventually(timeout: 60.s) { got.size() == 2 }
        c { 20.times { mq_send q, "$it", timeout: 60.s } }
        eventually(timeout: 60.s) { got.size() == 22 }
        assert got == ['one', 'three'] + (0..<20)*.toString()
        mq_notify q, null
        mq_send q, 'nobody is told'
        getpid()
        assert got.size() == 22
        """);
    assertThat(shell.complaint("c { mq_notify(q) { } }")).contains("no Java virtual machine");
  }

  @Test
  void aCallInWhichTheShellWaitsGoesOnAfterTheBlock(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        (r, w) = pipe()
        got = []
        mq_notify(q) { got << mq_receive(q).text }
        c = fork()
        p = bg { eventually(timeout: 60.s) { mqs().find { it.name == name }.notifies }; c { mq_send q, 'x' }; eventually(timeout: 60.s) { got }; c { write w, 'y' } }
        assert read(r, timeout: 60.s).text == 'y' && got == ['x']
        """);
  }

  /** The kernel takes a registration away where the process closes any descriptor of the queue. */
  @Test
  void lookingLeavesARegistrationAlone(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        mq_notify q, SIGCHLD
        isRegistered = { new String(pread(q, 80, 0).bytes).contains("NOTIFY_PID:${getpid()} ") }
        assert mqs().find { it.name == name }.notifies == 'this shell by SIGCHLD' && isRegistered()
        assert inspect(q).object.registered.pid == getpid() && isRegistered()
        fds()
        "$q"
        draw()
        holders name
        assert leftovers()*.name == [name] && isRegistered()
        other = mq_open name, O_CREAT | O_RDWR
        fork()
        assert isRegistered()
        """);
    assertThat(shell.complaint("mq_notify q, SIGCHLD")).contains("this shell is registered");
    assertThat(shell.run("isRegistered()")).isEqualTo(true);
    shell.run("mq_close other; assert !isRegistered() && !mqs().find { it.name == name }.notifies");
  }

  @Test
  void aHandledSignalNotifies(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        infos = []
        signal(SIGUSR1) { info -> infos << info }
        mq_notify q, SIGUSR1
        mq_send q, 'x'
        eventually(timeout: 60.s) { infos }
        assert infos[0].signo == SIGUSR1 && infos[0].code == SI_MESGQ && infos[0].pid == getpid()
        signal SIGUSR1, SIG_DFL
        """);
  }

  @Test
  void aChildHasTheQueueOfItsParent(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR, 0600, maxmsg: 1, msgsize: 16
        c = fork()
        p = c.start { mq_receive q }
        eventually(timeout: 60.s) { p.call }
        mq_send q, 'to the child', 9
        assert p.get().priority == 9
        mq_send q, 'full'
        p = c.start { mq_send q, 'waits' }
        eventually(timeout: 60.s) { p.call }
        assert mqs().find { it.name == name }.waiting == ["child $c.pid in mq_timedsend($q.number, ...)".toString()]
        assert mq_receive(q).text == 'full' && p.get() == 0
        t = thread('t')
        assert t { mq_receive(q).text } == 'waits'
        c { r = mq_open name; mq_send r, 'theirs' }
        assert mq_receive(q).text == 'theirs'
        """);
  }

  @Test
  void queuesAreListed(Shell shell) {
    shell.run(
        """
        listed = { mqs().find { it.name == name } }
        assert listed() == null
        q = mq_open name, O_CREAT | O_RDWR, 0640, maxmsg: 4, msgsize: 64
        mq_send q, 'hello'
        mq_send q, 'abc'
        assert [listed().messages, listed().maxmsg, listed().bytes, listed().msgsize] == [2, 4, 8, 64]
        assert listed().perms == 'rw-r-----' && !listed().removed
        assert listed().holders == ["fd $q.number of this shell".toString()]
        assert inspect(q).object.bytes == 8
        c = fork()
        assert holders(name)*.pid as Set == [getpid(), c.pid] as Set
        2.times { mq_receive q }
        mq_notify q, SIGCHLD
        assert listed().notifies == 'this shell by SIGCHLD'
        mq_unlink name
        assert mqs().any { it.name == name && it.removed }
        """);
  }

  @Test
  void whatIsLeftBehindIsKnown(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        assert leftovers()*.name == [name]
        mq_close q
        assert leftovers()*.path == ["/dev/mqueue$name".toString()]
        mq_open name, O_CREAT
        mq_unlink name
        assert leftovers().isEmpty()
        c = fork()
        c { mq_open name, O_CREAT }
        assert cleanup(name)*.name == [name]
        fails(ENOENT) { mq_open name }
        c { exit 0 }
        """);
  }
}

package ipcsh.linux;

import ipcsh.kit.FirstFork;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** System V queues, semaphores and segments. All are removed with the test's shell. */
@OnShell
class SysVTest {
  @BeforeAll
  static void fork() {
    FirstFork.prepare();
  }

  @Test
  void aMessageOfNoBytesIsAMessage(Shell shell) {
    shell.run(
        """
        q = msgget()
        assert msgsnd(q, 3, '') == 0
        m = msgrcv q
        assert m.size == 0 && m.type == 3 && !m.eof
        assert "$m" == '0 bytes  type 3'
        """);
  }

  @Test
  void aSmallBufferGivesE2bigAndLeavesTheMessageUnlessMsgNoerrorCutsIt(Shell shell) {
    shell.run(
        """
        q = msgget()
        msgsnd q, 1, 'hello'
        fails(E2BIG) { msgrcv q, 3 }
        assert q.messages == 1
        assert msgrcv(q, 3, 0, MSG_NOERROR).text == 'hel'
        assert q.messages == 0
        """);
  }

  @Test
  void limitsAreThoseOfTheSystem(Shell shell) {
    shell.run(
        """
        max = new File('/proc/sys/kernel/msgmax').text.trim() as int
        mnb = new File('/proc/sys/kernel/msgmnb').text.trim() as int
        q = msgget()
        assert msgctl(q, IPC_STAT).msg_qbytes == mnb
        msgsnd q, 1, 'x' * max
        assert msgrcv(q, max).size == max
        fails(EINVAL) { msgsnd q, 1, 'x' * (max + 1) }
        """);
  }

  @Test
  void theTypeChooses(Shell shell) {
    shell.run(
        """
        q = msgget()
        [4, 2, 9, 2].eachWithIndex { type, i -> msgsnd q, type, "$i" }
        assert msgrcv(q, 10, 2).text == '1'
        assert msgrcv(q, 10, 4, MSG_EXCEPT).text == '2'
        assert msgrcv(q, 10, 1, MSG_COPY | IPC_NOWAIT).text == '3'
        assert q.messages == 2
        assert msgrcv(q, 10, -3).text == '3'
        fails(ENOMSG) { msgrcv q, 10, -3, IPC_NOWAIT }
        assert msgrcv(q).type == 4
        fails(EINVAL) { msgsnd q, 0, 'x' }
        """);
  }

  @Test
  void aFullQueueBlocksAndItsRemovalEndsTheWait(Shell shell) {
    shell.run(
        """
        q = msgget()
        msgctl q, IPC_SET, [msg_qbytes: 10]
        msgsnd q, 1, 'x' * 10
        fails(EAGAIN) { msgsnd q, 1, 'x', IPC_NOWAIT }
        fails(ETIMEDOUT) { msgsnd q, 1, 'x', timeout: 20.ms }
        p = bg { msgsnd q, 1, 'y' }
        eventually(timeout: 60.s) { p.call }
        assert msgrcv(q).size == 10
        assert p.get(60.s) == 0
        msgrcv q
        p = bg { msgrcv q }
        eventually(timeout: 60.s) { p.call }
        msgctl q, IPC_RMID
        fails(EIDRM) { p.get(60.s) }
        fails(EINVAL) { msgsnd q, 1, 'x' }
        assert "$q".endsWith('removed')
        """);
  }

  @Test
  void aSegmentRemovedWhileAttachedIsDestAndGoesWithTheLastDetach(Shell shell) {
    shell.run(
        """
        k = ftok(dir, 7)
        m = shmget k, 4096, IPC_CREAT | 0600
        assert m.key == k
        r = shmat m
        shmctl m, IPC_RMID
        assert m.key == 0 && "$m".endsWith('dest')
        assert ipcs().find { it.kind == 'segment' && it.id == m.id }.dest
        fails(ENOENT) { shmget k, 4096, 0 }
        again = shmat m
        r.putInt 0, 7
        assert again.getInt(0) == 7
        shmdt r
        assert !r.mapped && again.getInt(0) == 7
        shmdt again
        fails(EINVAL) { shmctl m, IPC_STAT }
        fails(EINVAL) { shmat m }
        """);
  }

  @Test
  void theUndoOfAKilledProcessIsDoneBeforeItIsReapedAndGetpidIsTheKilledOnes(Shell shell) {
    shell.run(
        """
        s = semget()
        semctl s, 0, SETVAL, 1
        c = fork()
        c { semop s, 0, -1, SEM_UNDO }
        assert s.values == [0]
        pid = c.pid
        kill c, SIGKILL
        eventually(timeout: 60.s) { s.values == [1] }
        assert semctl(s, 0, GETPID) == pid
        waitpid c
        """);
  }

  @Test
  void theUndoBelongsToTheProcessThatOperated(Shell shell) {
    shell.run(
        """
        s = semget()
        c = fork()
        c { semop s, 0, 1, SEM_UNDO }
        semop s, 0, 1
        assert semctl(s, 0, GETVAL) == 2
        assert semctl(s, 0, GETPID) == getpid()
        c { exit 0 }
        waitpid c
        assert semctl(s, 0, GETVAL) == 1
        """);
  }

  @Test
  void operationsAreDoneAllOrNone(Shell shell) {
    shell.run(
        """
        s = semget IPC_PRIVATE, 2
        semctl s, 0, SETALL, [1, 0]
        fails(EAGAIN) { semop s, [[0, -1], [1, -1, IPC_NOWAIT]] }
        assert s.values == [1, 0]
        p = bg { semop s, [[0, -1], [1, -1]] }
        eventually(timeout: 60.s) { semctl(s, 1, GETNCNT) == 1 }
        z = bg { semop s, 0, 0 }
        eventually(timeout: 60.s) { semctl(s, 0, GETZCNT) == 1 }
        assert "$s".endsWith('2 waiting')
        semop s, 1, 1
        assert p.get(60.s) == 0 && z.get(10.s) == 0
        assert s.values == [0, 0]
        """);
  }

  @Test
  void aForkedChildHasTheSegmentsOfItsParentAndDetachesForItself(Shell shell) {
    shell.run(
        """
        m = shmget IPC_PRIVATE, 100
        r = shmat m
        c = fork()
        assert shmctl(m, IPC_STAT).shm_nattch == 2
        c { r.putInt 4, 9 }
        assert r.getInt(4) == 9
        c { shmdt r }
        assert shmctl(m, IPC_STAT).shm_nattch == 1
        assert r.getInt(4) == 9
        ro = shmat m, SHM_RDONLY
        fails(EFAULT) { ro.putInt 0, 1 }
        """);
  }

  @Test
  void anIdIsTakenWhereverAHandleIsAndIsANumber(Shell shell) {
    shell.run(
        """
        int q = msgget()
        assert (q = msgget()) >= 0
        msgsnd q, 1, 'x'
        assert msgctl(q, IPC_STAT).msg_qnum == 1
        h = msgget()
        assert h == h.id && h + 1 == h.id + 1 && msgget(IPC_PRIVATE) != h
        assert h.msgsnd(2, 'y') == 0 && h.msgrcv().type == 2
        """);
  }

  @Test
  void keysFindTheSameObject(Shell shell) {
    shell.run(
        """
        k = ftok(dir, 1)
        q = msgget k, IPC_CREAT | 0600
        assert msgget(k, 0) == q
        c = fork()
        assert c { msgget(k, 0) } == q
        fails(EEXIST) { msgget k, IPC_CREAT | IPC_EXCL | 0600 }
        s = semget k, 2, IPC_CREAT | 0600
        assert semget(k, 0, 0) == s
        fails(EINVAL) { semget k, 3, 0 }
        m = shmget k, 10, IPC_CREAT | 0600
        fails(EINVAL) { shmget k, 4097, 0 }
        assert leftovers().size() == 4
        """);
  }

  @Test
  void whatTheSessionMadeIsListedAndRemovedAndNothingElse(Shell shell) {
    shell.run(
        """
        q = msgget()
        s = semget()
        m = shmget()
        assert leftovers()*.name == [q, s, m].collect { "$it.id".toString() }
        semctl s, 0, SETVAL, 3
        msgctl q, IPC_SET, [mode: 0640]
        assert leftovers().size() == 3
        r = shmat m
        shmctl m, IPC_RMID
        assert leftovers()*.name == ["$q.id".toString(), "$s.id".toString()]
        assert cleanup().size() == 2
        fails(EINVAL) { msgctl q, IPC_STAT }
        assert leftovers().empty
        """);
  }

  @Test
  void ipcsReportsWhatTheProgramIpcsReports(Shell shell) {
    Tools.need("ipcs");
    shell.run(
        """
        q = msgget ftok(dir, 3), IPC_CREAT | 0640
        msgsnd q, 1, 'hello'
        row = ipcs().find { it.kind == 'queue' && it.id == q.id }
        line = spawn('ipcs', '-q').out.text.readLines().find { it =~ /\\s$q.id\\s/ }
        fields = line.trim().split(/\\s+/)
        assert Integer.decode(fields[0]) == row.key || Long.decode(fields[0]) as int == row.key
        assert fields[2] == row.owner && fields[3] == '640' && row.mode == 0640
        assert fields[4] as long == row.bytes && fields[5] as long == row.messages
        assert row.users*.pid == [getpid()]
        assert row.perms == 'rw-r-----'
        """);
  }

  @Test
  void pythonSharesThemByCtypes(Shell shell) {
    Tools.need("python3");
    shell
        .session()
        .names()
        .setVariable(
            "python",
            """
            import ctypes, sys
            libc = ctypes.CDLL(None, use_errno=True)
            class Msg(ctypes.Structure):
                _fields_ = [('type', ctypes.c_long), ('text', ctypes.c_char * 100)]
            q = int(sys.argv[1])
            m = Msg()
            n = libc.msgrcv(q, ctypes.byref(m), 100, 0, 0)
            r = Msg(m.type + 1, m.text[:n][::-1])
            sys.exit(libc.msgsnd(q, ctypes.byref(r), n, 0))
            """);
    shell.run(
        """
        q = msgget()
        msgsnd q, 41, 'abc'
        p = spawn('python3', '-c', python, "$q.id")
        m = msgrcv q, 100, 42
        assert m.text == 'cba' && p.wait(60.s).exit == 0
        """);
  }
}

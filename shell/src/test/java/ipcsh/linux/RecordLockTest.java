package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks of ranges of bytes: {@code fcntl_locking(2)}, {@code lockf(3)}, and leases. */
@OnShell
class RecordLockTest {
  @BeforeEach
  void open(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        g = open "$dir/f", O_RDWR
        write f, 'x' * 100
        lseek f, 0
        """);
  }

  @Test
  void aRecordLockBelongsToTheProcess(Shell shell) {
    shell.run(
        """
        assert fcntl(f, F_SETLK, [type: F_WRLCK, start: 0, len: 10]) == 0
        assert fcntl(g, F_SETLK, [type: F_WRLCK, start: 0, len: 10]) == 0
        assert fcntl(g, F_GETLK, [type: F_WRLCK]).type == F_UNLCK
        thread('t') { assert fcntl(g, F_SETLK, [type: F_WRLCK, len: 20]) == 0 }
        c = fork()
        c {
          h = open "$dir/f", O_RDWR
          fails(EAGAIN) { fcntl h, F_SETLK, [type: F_RDLCK] }
          fails(EAGAIN) { fcntl f, F_SETLK, [type: F_RDLCK, start: 19, len: 1] }
          assert fcntl(h, F_SETLK, [type: F_WRLCK, start: 20]) == 0
        }
        l = fcntl(f, F_GETLK, [type: F_RDLCK, start: 50, len: 5])
        assert l == [type: F_WRLCK, whence: SEEK_SET, start: 20, len: 0, pid: c.pid]
        assert l.l_type == F_WRLCK && l.pid == c.pid && l.start == 20
        """);
    assertThat(shell.rendered("fcntl g, F_GETLK, [type: F_RDLCK, start: 20]"))
        .matches("\\[type:F_WRLCK, whence:SEEK_SET, start:20, len:0, pid:\\d+]");
  }

  @Test
  void aMissingFieldIsZero(Shell shell) {
    shell.run(
        """
        fcntl f, F_SETLK, [:]
        assert locks(f)*.access == ['READ'] && locks(f)[0].start == 0 && locks(f)[0].end == null
        fcntl f, F_SETLK, [l_type: F_UNLCK, l_start: 10]
        assert locks(f)[0].end == 9
        """);
    assertThat(shell.complaint("fcntl f, F_SETLK")).contains("[type: F_WRLCK");
    assertThat(shell.complaint("fcntl f, F_SETLK, F_WRLCK")).contains("[type: F_WRLCK");
    assertThat(shell.complaint("fcntl f, F_SETLK, [tipe: 1]")).contains("type, whence, start");
    assertThat(shell.complaint("fcntl f, F_SETFL, [type: 1]")).contains("expected a number");
  }

  @Test
  void anyCloseOfTheFileLosesThem(Shell shell) {
    shell.run(
        """
        fcntl f, F_SETLK, [type: F_WRLCK]
        c = fork()
        c { fails(EACCES) { lockf f, F_TEST } }
        d = open "$dir/f"
        close d
        assert locks(f) == []
        c { lockf f, F_TLOCK }
        """);
  }

  @Test
  void whatAChildClosesLosesOnlyItsOwn(Shell shell) {
    shell.run(
        """
        lockf f, F_LOCK
        c = fork()
        c { close f }
        assert locks(g)*.pid == [getpid()]
        c { exit 0 }
        waitpid c
        assert locks(g)*.pid == [getpid()]
        """);
  }

  @Test
  void unlockingTheMiddleSplitsALock(Shell shell) {
    shell.run(
        """
        fcntl f, F_SETLK, [type: F_WRLCK, start: 0, len: 30]
        fcntl f, F_SETLK, [type: F_UNLCK, start: 10, len: 10]
        assert locks(f).collect { [it.start, it.end] } == [[0, 9], [20, 29]]
        fcntl f, F_SETLK, [type: F_WRLCK, start: 10, len: 10]
        assert locks(f).collect { [it.start, it.end] } == [[0, 29]]
        fcntl f, F_SETLK, [type: F_RDLCK, start: -5, len: 5, whence: SEEK_END]
        assert locks(f).collect { [it.access, it.start] }.toSet() == [['WRITE', 0], ['READ', 95]].toSet()
        fcntl f, F_SETLK, [type: F_UNLCK, start: 30, len: -30]
        assert locks(f)*.start == [95]
        """);
  }

  @Test
  void waitingEndsWithTheLockOrTheTimeOrASignal(Shell shell) {
    shell.run(
        """
        fcntl f, F_SETLK, [type: F_WRLCK]
        c = fork()
        c { fails(ETIMEDOUT) { fcntl f, F_SETLKW, [type: F_RDLCK], timeout: 10.ms } }
        c { fails(ETIMEDOUT) { lockf g, F_LOCK, timeout: 10.ms } }
        p = c.start { fcntl g, F_SETLKW, [type: F_WRLCK, start: 5, len: 5] }
        eventually(timeout: 60.s) { locks(f).any { it.waiting } }
        assert locks(f)*.waiting == [false, true]
        assert locks(f)[1].blocker.pid == getpid() && locks(f)[1].pid == c.pid
        assert locks(f)[1].fds*.number == [g.number]
        fcntl f, F_SETLK, [type: F_UNLCK]
        assert p.get(60.s) == 0
        assert locks(f)*.pid == [c.pid]
        """);
  }

  @Test
  void aRingOfWaitsIsRefused(Shell shell) {
    shell.run(
        """
        c = fork()
        fcntl f, F_SETLK, [type: F_WRLCK, start: 0, len: 10]
        c { fcntl f, F_SETLK, [type: F_WRLCK, start: 10, len: 10] }
        p = c.start { fcntl f, F_SETLKW, [type: F_WRLCK, start: 0, len: 10] }
        eventually(timeout: 60.s) { locks(f).any { it.waiting } }
        """);
    assertThat(shell.complaint("fcntl f, F_SETLKW, [type: F_WRLCK, start: 10, len: 10]"))
        .contains("EDEADLK")
        .containsPattern("of child \\d+ .*holds POSIX WRITE 10-19 and waits for POSIX WRITE 0-9")
        .contains("which this shell holds");
    shell.run("fcntl f, F_SETLK, [type: F_UNLCK]; assert p.get(60.s) == 0");
  }

  @Test
  void theHolderIsNamed(Shell shell) {
    shell.run("c = fork(); c { lockf g, F_LOCK, 10 }");
    assertThat(shell.complaint("fcntl f, F_SETLK, [type: F_WRLCK]"))
        .contains("fcntl(", "F_SETLK, [F_WRLCK]) = -1 EAGAIN")
        .containsPattern("fd \\d+ of child \\d+ holds a lock, POSIX WRITE 0-9");
    shell.run("c { lockf g, F_ULOCK }; fcntl g, F_OFD_SETLK, [type: F_RDLCK, start: 5]");
    assertThat(shell.complaint("lockf f, F_TLOCK"))
        .contains(" of this shell", " of child ")
        .containsPattern("fd \\d+ of .*, fd \\d+ of .*a lock, OFD READ 5-EOF");
  }

  @Test
  void anOfdLockBelongsToTheOpenFileDescription(Shell shell) {
    shell.run(
        """
        fcntl f, F_OFD_SETLK, [type: F_WRLCK, len: 10]
        fails(EAGAIN) { fcntl g, F_OFD_SETLK, [type: F_RDLCK] }
        assert fcntl(dup(f), F_OFD_SETLK, [type: F_WRLCK, len: 10]) == 0
        c = fork()
        c { fcntl f, F_OFD_SETLK, [type: F_WRLCK, len: 20] }
        assert locks(f).size() == 1 && locks(f)[0].end == 19
        close open("$dir/f")
        assert locks(f).size() == 1 : 'no close of another description loses it'
        close f
        assert locks(g)*.fds*.pid.flatten() as Set == [getpid(), c.pid] as Set // dup is open here
        """);
  }

  @Test
  void getlkOfAnOfdLockSaysNoProcess(Shell shell) {
    shell.run(
        """
        fcntl f, F_OFD_SETLK, [type: F_WRLCK, len: 10]
        assert fcntl(g, F_OFD_GETLK, [type: F_RDLCK]).pid == -1
        assert fcntl(f, F_OFD_GETLK, [type: F_RDLCK]).type == F_UNLCK
        assert fcntl(f, F_GETLK, [type: F_RDLCK]).pid == -1
        c = fork()
        c { assert fcntl(g, F_GETLK, [type: F_WRLCK]).pid == -1 }
        fails(EINVAL) { fcntl g, F_OFD_GETLK, [type: F_RDLCK, pid: -1] }
        """);
  }

  @Test
  void flockAndOtherLocksDoNotMeet(Shell shell) {
    shell.run(
        """
        flock f, LOCK_EX
        fcntl g, F_OFD_SETLK, [type: F_WRLCK]
        fcntl g, F_OFD_SETLK, [type: F_UNLCK]
        c = fork()
        c { lockf g, F_TLOCK }
        assert locks(f)*.kind.sort() == ['FLOCK', 'POSIX']
        """);
  }

  @Test
  void threadsExcludeEachOtherByOfdLocks(Shell shell) {
    shell.run(
        """
        t = thread('t')
        fcntl f, F_OFD_SETLK, [type: F_WRLCK]
        p = t.start { fcntl g, F_OFD_SETLKW, [type: F_WRLCK] }
        eventually(timeout: 60.s) { locks(f).any { it.waiting } }
        assert locks(f)[1].fds*.number == [g.number] && locks(f)[1].pid == -1
        close f
        assert p.get(60.s) == 0
        """);
  }

  @Test
  void aChildsCloseKeepsAFlockAndItsUnlockFreesItForBoth(Shell shell) {
    shell.run(
        """
        flock f, LOCK_EX
        c = fork()
        c { close f }
        fails(EAGAIN) { flock g, LOCK_EX | LOCK_NB }
        d = fork()
        d { flock f, LOCK_UN }
        flock g, LOCK_EX | LOCK_NB
        fails(EAGAIN) { flock f, LOCK_SH | LOCK_NB }
        """);
  }

  @Test
  void aFlockOutlivesTheProcessThatTookIt(Shell shell) {
    shell.run(
        """
        c = fork()
        c { flock f, LOCK_EX }
        kill c, SIGKILL
        waitpid c
        assert locks(f)*.fds*.number == [[f.number]] : 'this shell has the description, too'
        assert locks(f)[0].pid == c.pid
        """);
    assertThat(shell.complaint("flock g, LOCK_EX | LOCK_NB")).contains("this shell (process ");
  }

  @Test
  void dupfdQueryComparesOpenFileDescriptions(Shell shell) {
    shell.run(
        """
        assert fcntl(f, F_DUPFD_QUERY, dup(f)) == 1
        assert fcntl(f, F_DUPFD_QUERY, f) == 1
        assert fcntl(f, F_DUPFD_QUERY, g) == 0
        c = fork()
        n = g.number
        close g
        fails(EBADF) { fcntl f, F_DUPFD_QUERY, g }
        fails(EBADF) { fcntl f, F_DUPFD_QUERY, n }
        c { assert fcntl(f, F_DUPFD_QUERY, g) == 0 }
        """);
  }

  @Test
  void lockfCountsFromTheOffset(Shell shell) {
    shell.run(
        """
        lseek f, 20
        lockf f, F_TLOCK, 5
        assert locks(f).collect { [it.start, it.end] } == [[20, 24]]
        c = fork()
        c { lseek g, 22; fails(EACCES) { lockf g, F_TEST, 1 }; fails(EAGAIN) { lockf g, F_TLOCK, 1 } }
        lockf f, F_ULOCK
        assert locks(f) == []
        fails(EBADF) { lockf open("$dir/f"), F_LOCK }
        """);
  }

  @Test
  void aLeaseIsListed(Shell shell) {
    shell.run(
        """
        close g
        fails(EAGAIN) { q = open "$dir/f"; fcntl f, F_SETLEASE, F_WRLCK }
        close q
        fcntl f, F_SETLEASE, F_WRLCK
        assert fcntl(f, F_GETLEASE) == F_WRLCK
        assert locks(f)*.kind == ['LEASE'] && locks(f)*.access == ['WRITE']
        fcntl f, F_SETLEASE, F_UNLCK
        assert locks("$dir/f") == []
        """);
  }
}

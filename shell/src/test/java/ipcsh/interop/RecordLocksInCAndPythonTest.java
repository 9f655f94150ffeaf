package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks of files against programs in C and in Python: who keeps out whom, in both directions. */
@OnShell
class RecordLocksInCAndPythonTest {
  @TempDir Path sources;

  @BeforeEach
  void start(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        write f, 'x' * 100
        lseek f, 0
        (toIt, its) = pipe()
        (r, w) = pipe()
        start = { String... words ->
          p = spawn(*words, "$dir/f", fds: [0: toIt, 1: w])
          close toIt
          close w
        }
        tell = { write its, it + '\\n' }
        told = { def line = ''; while (!line.endsWith('\\n')) line += read(r).text; line.trim() }
        asks = { tell(it); told() }
        ended = { close its; assert p.wait(60.s).exit == 0 : p.err.text }
        """);
  }

  private static void meets(Shell shell) {
    shell.run(
        """
        // a lock of a process
        assert asks('posix W 0 10') == '0'
        fails(EAGAIN) { fcntl f, F_SETLK, [type: F_RDLCK, start: 9, len: 1] }
        assert fcntl(f, F_GETLK, [type: F_RDLCK]).pid == p.pid
        assert locks(f).collect { [it.kind, it.access, it.start, it.end, it.pid] } == [['POSIX', 'WRITE', 0, 9, p.pid]]
        fcntl f, F_SETLK, [type: F_WRLCK, start: 10, len: 10]
        assert asks('posix R 15 1') == 'EAGAIN'
        fails(EAGAIN) { fcntl f, F_OFD_SETLK, [type: F_RDLCK, len: 5] }
        assert asks('ofd W 15 1') == 'EAGAIN'

        // it waits for us
        tell 'posix+ W 10 5'
        eventually(timeout: 60.s) { locks(f).any { it.waiting && it.pid == p.pid && it.blocker.pid == getpid() } }
        assert locks(f).find { it.waiting }.fds*.pid == [p.pid]

        // and we for it would be a ring
        fails(EDEADLK) { fcntl f, F_SETLKW, [type: F_WRLCK, len: 1] }
        fcntl f, F_SETLK, [type: F_UNLCK]
        assert told() == '0'

        // we wait for it
        b = bg { fcntl f, F_SETLKW, [type: F_WRLCK, len: 5] }
        eventually(timeout: 60.s) { locks(f).any { it.waiting && it.pid == getpid() && it.blocker.pid == p.pid } }
        assert asks('posix U 0 0') == '0'
        assert b.get(60.s) == 0
        fcntl f, F_SETLK, [type: F_UNLCK]
        assert locks(f) == []

        // lockf is the same
        lseek f, 50
        lockf f, F_LOCK, 10
        assert asks('posix W 59 1') == 'EAGAIN'
        assert asks('posix W 60 1') == '0'
        lockf f, F_ULOCK, 10
        lseek f, 60
        fails(EACCES) { lockf f, F_TEST, 1 }
        assert asks('posix U 0 0') == '0'

        // flock, which does not meet the others
        assert asks('flock W 0 0') == '0'
        fails(EAGAIN) { flock f, LOCK_SH | LOCK_NB }
        fcntl f, F_OFD_SETLK, [type: F_WRLCK]
        assert asks('ofd R 0 0') == 'EAGAIN'
        assert locks(f)*.kind.sort() == ['FLOCK', 'OFDLCK']
        assert locks(f).find { it.kind == 'FLOCK' }.fds*.pid == [p.pid]
        assert locks(f).find { it.kind == 'OFDLCK' }.fds*.number == [f.number]
        tell 'ofd+ W 20 5'
        eventually(timeout: 60.s) { locks(f).any { it.waiting } }
        assert locks(f).find { it.waiting }.fds*.pid == [p.pid]
        fcntl f, F_OFD_SETLK, [type: F_UNLCK]
        assert told() == '0'
        assert fcntl(f, F_OFD_GETLK, [type: F_RDLCK]) == [type: F_WRLCK, whence: SEEK_SET, start: 20, len: 5, pid: -1]
        ended()
        assert locks(f) == []
        flock f, LOCK_EX | LOCK_NB
        """);
  }

  @Test
  void aProgramInC(Shell shell) {
    Path program = Tools.compile(sources, "record_locks.c");
    shell.run("start '" + program + "'");
    meets(shell);
  }

  @Test
  void aProgramInPython(Shell shell) {
    Tools.need("python3");
    Path program = Path.of("src/test/resources/python/record_locks.py").toAbsolutePath();
    shell.run("start 'python3', '" + program + "'");
    meets(shell);
  }
}

package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class FileTest {
  @Test
  void openSaysWhyNot(Shell shell) {
    shell.run(
        """
        fails(ENOENT) { open "$dir/no" }
        fails(EISDIR) { open dir, O_WRONLY }
        f = open "$dir/f", O_CREAT | O_EXCL | O_WRONLY, 0600
        fails(EEXIST) { open "$dir/f", O_CREAT | O_EXCL }
        fails(ENOTDIR) { open "$dir/f", O_DIRECTORY }
        fails(ENOTDIR) { open "$dir/f/x" }
        fails(ENAMETOOLONG) { open dir + '/' + 'x' * 256 }
        fails(ENOENT) { open '' }
        fails(EBADF) { read f }
        """);
  }

  @Test
  void newFileHasTheModeLessTheMask(Shell shell) {
    shell.run(
        """
        mask = Integer.parseInt((new File('/proc/self/status').readLines().find { it.startsWith 'Umask' } =~ /\\d+/)[0], 8)
        open "$dir/f", O_CREAT | O_WRONLY, 0640
        mode = java.nio.file.Files.getAttribute(new File("$dir/f").toPath(), 'unix:mode')
        assert (mode & 0777) == (0640 & ~mask)
        """);
  }

  @Test
  void offsetIsSharedByDuplicatesAndNotByOpenings(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        write f, 'abcdef'
        d = dup f
        other = open "$dir/f"
        assert lseek(d, 2) == 2
        assert read(f, 2).text == 'cd'
        assert lseek(d, 0, SEEK_CUR) == 4
        assert read(other, 1).text == 'a'
        """);
  }

  @Test
  void preadAndPwriteLeaveTheOffset(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        write f, 'abcdef'
        lseek f, 1
        assert pread(f, 2, 4).text == 'ef'
        assert pwrite(f, 'XY', 0) == 2
        assert lseek(f, 0, SEEK_CUR) == 1
        assert read(f).text == 'Ycdef'
        assert pread(f, 5, 100).eof
        fails(EINVAL) { pread f, 1, -1 }
        """);
  }

  @Test
  void appendingIgnoresTheOffset(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR | O_APPEND
        write f, 'one'
        lseek f, 0
        write f, 'two'
        assert pread(f, 9, 0).text == 'onetwo'
        pwrite f, 'X', 0
        assert pread(f, 9, 0).text == 'onetwoX' // on Linux even pwrite appends
        """);
  }

  @Test
  void seekingGoesBeyondTheEndAndNotBeforeTheBeginning(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        write f, 'abc'
        assert lseek(f, -1, SEEK_END) == 2
        assert lseek(f, 10, SEEK_CUR) == 12
        write f, 'x'
        assert pread(f, 4, 10).bytes == hex('00 00 78')
        fails(EINVAL) { lseek f, -1 }
        fails(EINVAL) { lseek f, 0, 99 }
        assert lseek(f, 5_000_000_000L) == 5_000_000_000L
        """);
  }

  @Test
  void truncatingSetsTheLength(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        assert ftruncate(f, 1000) == 0
        assert lseek(f, 0, SEEK_END) == 1000
        ftruncate f, 10
        assert lseek(f, 0, SEEK_END) == 10
        fails(EINVAL) { ftruncate f, -1 }
        fails(EINVAL) { ftruncate open("$dir/f"), 1 }
        open "$dir/f", O_TRUNC | O_WRONLY
        assert lseek(f, 0, SEEK_END) == 0
        """);
  }

  @Test
  void lockBelongsToTheOpenFileDescription(Shell shell) {
    shell.run(
        """
        a = open "$dir/f", O_CREAT | O_RDWR
        b = open "$dir/f", O_RDWR
        flock a, LOCK_EX
        flock dup(a), LOCK_EX | LOCK_NB
        fails(EAGAIN) { flock b, LOCK_EX | LOCK_NB }
        fails(EAGAIN) { flock b, LOCK_SH | LOCK_NB }
        p = bg { flock b, LOCK_EX }
        eventually(timeout: 60.s) { p.call }
        flock a, LOCK_UN
        assert p.get(60.s) == 0
        fails(EAGAIN) { flock a, LOCK_SH | LOCK_NB }
        """);
  }

  @Test
  void sharedLocksStandTogether(Shell shell) {
    shell.run(
        """
        a = open "$dir/f", O_CREAT | O_RDWR
        b = open "$dir/f"
        flock a, LOCK_SH
        flock b, LOCK_SH | LOCK_NB
        fails(EAGAIN) { flock b, LOCK_EX | LOCK_NB }
        flock a, LOCK_EX | LOCK_NB // for the other one lost its own when it failed to get more
        fails(ETIMEDOUT) { flock b, LOCK_SH, timeout: 20.ms }
        fails(EINVAL) { flock a, 0 }
        """);
  }

  @Test
  void unlinkedFileLivesOnInItsDescriptors(Shell shell) {
    shell.run(
        """
        f = open "$dir/f", O_CREAT | O_RDWR
        write f, 'still here'
        unlink "$dir/f"
        assert pread(f, 20, 0).text == 'still here'
        fails(ENOENT) { open "$dir/f" }
        fails(EISDIR) { unlink dir }
        """);
  }

  @Test
  void deviceIsAFileToo(Shell shell) {
    shell.run(
        """
        z = open '/dev/zero'
        assert read(z, 3).bytes == hex('00 00 00')
        n = open '/dev/null', O_RDWR
        assert write(n, 'gone') == 4
        assert read(n).eof
        full = open '/dev/full', O_WRONLY
        fails(ENOSPC) { write full, 'x' }
        """);
  }
}

package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** Shared memory objects and their names ({@code shm_overview(7)}). */
@OnShell
class ShmTest {
  private static final String NAME = "name = '/' + new File(dir).name\n";

  @Test
  void namesAreOneWordBehindASlash(Shell shell) {
    shell.run(
        NAME
            + """
        for (wrong in ['/a/b', '/', '', '//', '/a/']) fails(EINVAL) { shm_open wrong, O_CREAT | O_RDWR }
        for (wrong in ['/a/b', '/', '']) fails(ENOENT) { shm_unlink wrong }
        // the slash may be left out
        f = shm_open name.substring(1), O_CREAT | O_RDWR
        assert shm_open(name).open
        shm_unlink name
        """);
  }

  @Test
  void namesHaveAtMost255Bytes(Shell shell) {
    shell.run(
        NAME
            + """
        longest = name.padRight(256, 'x')
        f = shm_open longest, O_CREAT | O_RDWR
        assert shm_unlink(longest) == 0
        fails(ENAMETOOLONG) { shm_open longest + 'x', O_CREAT | O_RDWR }
        """);
  }

  @Test
  void flagsOfOpening(Shell shell) {
    shell.run(
        NAME
            + """
        e = fails(ENOENT) { shm_open name }
        assert e.call == "shm_open(\\"$name\\", O_RDWR, 0600)"
        fails(ENOENT) { shm_unlink name }
        f = shm_open name, O_CREAT | O_EXCL | O_RDWR, 0640
        fails(EEXIST) { shm_open name, O_CREAT | O_EXCL | O_RDWR }
        assert fcntl(f, F_GETFD) == FD_CLOEXEC
        write f, 'abc'
        g = shm_open name, O_RDWR | O_TRUNC
        assert lseek(f, 0, SEEK_END) == 0
        r = shm_open name, O_RDONLY
        fails(EBADF) { write r, 'x' }
        fails(EINVAL) { ftruncate r, 10 }
        assert new File("/dev/shm$name").exists()
        shm_unlink name
        assert !new File("/dev/shm$name").exists()
        """);
  }

  @Test
  void newObjectIsEmptyUntilItIsTruncated(Shell shell) {
    shell.run(
        NAME
            + """
        f = shm_open name, O_CREAT | O_RDWR
        assert lseek(f, 0, SEEK_END) == 0
        r = mmap f, 4096
        e = fails(EFAULT) { r.getInt 0 }
        assert e.hint.contains('SIGBUS in C')
        fails(EFAULT) { poke r, 0, 'x' }
        ftruncate f, 4096
        poke r, 0, 'x'
        assert peek(r, 0, 2).bytes == [120, 0] as byte[]
        fails(EINVAL) { ftruncate f, -1 }
        shm_unlink name
        """);
  }

  @Test
  void mappingOutlivesNameAndDescriptor(Shell shell) {
    shell.run(
        NAME
            + """
        f = shm_open name, O_CREAT | O_RDWR
        ftruncate f, 4096
        a = mmap f, 4096
        g = shm_open name
        shm_unlink name
        close f
        a.putInt 0, 7
        b = mmap g, 4096
        close g
        assert b.getInt(0) == 7
        b.putInt 0, 8
        assert a.getInt(0) == 8
        munmap a
        assert b.getInt(0) == 8
        fails(ENOENT) { shm_open name }
        // the same name is another object now
        h = shm_open name, O_CREAT | O_EXCL | O_RDWR
        assert lseek(h, 0, SEEK_END) == 0
        shm_unlink name
        """);
  }
}

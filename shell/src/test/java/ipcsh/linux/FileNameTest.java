package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.Test;

/** Names of files and their attributes. */
@OnShell
class FileNameTest {
  @Test
  void statReportsWhatTheProgramStatReports(Shell shell) {
    Tools.need("stat");
    shell.run(
        """
        f = open "$dir/file", O_CREAT | O_WRONLY, 0644
        write f, 'abcde'
        mkfifo "$dir/fifo", 0600
        bind socket(), "$dir/sock"
        mkdir "$dir/dir", 01777
        symlink 'file', "$dir/link"
        link "$dir/file", "$dir/second"
        chmod "$dir/dir", 01755
        for (name in ['file', 'fifo', 'sock', 'dir', 'link', 'second', '/dev/null']) {
          path = name.startsWith('/') ? name : "$dir/$name".toString()
          s = lstat path
          told = ['stat', '-c', '%a %u %g %s %i %d %h %Y', path].execute().text.trim()
          assert told == "${Integer.toOctalString(s.mode)} $s.uid $s.gid $s.size $s.ino $s.dev $s.nlink ${s.mtime.epochSecond}"
        }
        assert ['file', 'fifo', 'sock', 'dir', 'link'].collect { lstat("$dir/$it").type } ==
               ['file', 'fifo', 'socket', 'dir', 'symlink']
        assert stat('/dev/null').type == 'char'
        assert stat("$dir/link").ino == fstat(f).ino && stat("$dir/link").perms == 'rw-r--r--'
        assert lstat("$dir/dir").perms == 'rwxr-xr-t'
        """);
  }

  @Test
  void descriptorsOfEveryKindHaveAttributes(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        assert fstat(r).type == 'fifo' && fstat(r).ino == fstat(w).ino
        s = socket()
        assert fstat(s).type == 'socket' && fstat(s).mode == 0777
        assert fstat(memfd_create('m')).type == 'file'
        fails(EBADF) { fstat 99999 }
        close s
        fails(EBADF) { fstat s }
        """);
    assertThat(shell.line("fstat r")).startsWith("fifo  0600 rw-------  uid ");
    assertThat(shell.line("fstat(r).toString().readLines().size()")).isEqualTo("1");
    assertThat(shell.line("r.fstat().type")).isEqualTo("fifo");
    assertThat(shell.line("fstat(r.number).type")).isEqualTo("fifo");
  }

  @Test
  void theMaskClearsBitsOfWhatIsCreated(Shell shell) {
    shell.run(
        """
        before = umask 027
        try {
          mkfifo "$dir/f", 0666
          mkdir "$dir/d"
          bind socket(), "$dir/s"
          open "$dir/o", O_CREAT | O_WRONLY, 0666
          assert ['f', 'd', 's', 'o'].collect { stat("$dir/$it").mode } == [0640, 0750, 0750, 0640]
          chmod "$dir/f", 0666
          assert stat("$dir/f").mode == 0666
        } finally {
          assert umask(before) == 027
        }
        """);
  }

  @Test
  void aChildHasItsOwnMask(Shell shell) {
    shell.run(
        """
        before = umask 022
        try {
          c = fork()
          c { umask 077; mkfifo "$dir/hers", 0666 }
          mkfifo "$dir/mine", 0666
          t = thread 't'
          t { mkfifo "$dir/thread", 0666 }
          assert ['hers', 'mine', 'thread'].collect { stat("$dir/$it").mode } == [0600, 0644, 0644]
          assert c { umask 077 } == 077
        } finally {
          assert umask(before) == 022
        }
        """);
  }

  @Test
  void aModeOfASocketBeforeBindIsThatOfItsFile(Shell shell) {
    shell.run(
        """
        s = socket()
        fchmod s, 0640
        bind s, "$dir/s"
        assert stat("$dir/s").mode == 0640
        fchmod s, 0600
        assert fstat(s).mode == 0600 && stat("$dir/s").mode == 0640
        """);
  }

  @Test
  void namesAreMovedAndMultiplied(Shell shell) {
    shell.run(
        """
        d = socket AF_UNIX, SOCK_DGRAM
        bind d, "$dir/new"
        c = socket AF_UNIX, SOCK_DGRAM
        rename "$dir/new", "$dir/serv"
        fails(ENOENT) { sendto c, 'x', "$dir/new" }
        sendto c, 'one', "$dir/serv"
        link "$dir/serv", "$dir/other"
        sendto c, 'two', "$dir/other"
        symlink 'serv', "$dir/third"
        sendto c, 'three', "$dir/third"
        assert (1..3).collect { recv(d).text } == ['one', 'two', 'three']
        assert stat("$dir/serv").nlink == 2
        // the socket knows the name that it was bound to
        assert getsockname(d) == "$dir/new"
        unlink "$dir/serv"
        fails(ENOENT) { sendto c, 'x', "$dir/third" }
        assert readlink("$dir/third") == 'serv' && lstat("$dir/third").size == 4
        """);
  }

  @Test
  void accessAsksForTheRealUser(Shell shell) {
    shell.run(
        """
        open "$dir/f", O_CREAT | O_WRONLY, 0600
        assert access("$dir/f") == 0 && access("$dir/f", R_OK | W_OK) == 0
        fails(EACCES) { access "$dir/f", X_OK }
        fails(EINVAL) { access "$dir/f", 8 }
        fails(ENOENT) { access "$dir/g" }
        """);
  }

  @Test
  void aDirectoryIsEmptyWhenItIsRemoved(Shell shell) {
    shell.run(
        """
        mkdir "$dir/d", 0700
        mkfifo "$dir/d/f"
        failed = fails(ENOTEMPTY) { rmdir "$dir/d" }
        unlink "$dir/d/f"
        fails(EISDIR) { unlink "$dir/d" }
        assert rmdir("$dir/d") == 0
        """);
    assertThat(shell.complaint("mkdir \"$dir/d\"; mkfifo \"$dir/d/x\"; rmdir \"$dir/d\""))
        .contains("rmdir(\"" + shell.directory() + "/d\") = -1 ENOTEMPTY")
        .contains("is not empty: x");
  }

  @Test
  void whatIsCreatedIsLeftOver(Shell shell) {
    shell.run(
        """
        mkdir "$dir/d"
        mkfifo "$dir/d/fifo"
        symlink 'd', "$dir/symlink"
        link "$dir/d/fifo", "$dir/hard"
        mkdir "$dir/inner/" .replace('inner', 'd/inner')
        names = { leftovers().findAll { it.path }.collect { "$it.kind ${it.path - dir}".toString() } }
        assert names() == ['directory /d', 'FIFO /d/fifo', 'symbolic link /symlink', 'FIFO /hard', 'directory /d/inner']
        rename "$dir/d", "$dir/e"
        assert names() as Set == ['directory /e', 'FIFO /e/fifo', 'symbolic link /symlink', 'FIFO /hard', 'directory /e/inner'] as Set
        rename "$dir/e/fifo", "$dir/moved"
        assert names() as Set == ['directory /e', 'FIFO /moved', 'symbolic link /symlink', 'FIFO /hard', 'directory /e/inner'] as Set
        chown "$dir/moved", getuid(), getgid()
        """);
    assertThat((java.util.List<?>) shell.run("cleanup()")).hasSize(5);
    assertThat(shell.directory()).isEmptyDirectory();
  }

  @Test
  void aDirectoryWithAForeignFileStaysBehind(Shell shell) {
    shell.run(
        """
        mkdir "$dir/d"
        mkfifo "$dir/d/mine"
        new File("$dir/d/theirs").text = 'x'
        fails(ENOTEMPTY) { cleanup() }
        assert ls("$dir/d")*.name == ['theirs']
        assert leftovers()*.kind*.toString() == ['directory']
        new File("$dir/d/theirs").delete()
        assert cleanup().size() == 1
        """);
  }

  @Test
  void aFileGivenAwayIsLeftOverStill(Shell shell) {
    Tools.needs(shell.run("getuid()").equals(0), "only root can give files away");
    shell.run(
        """
        mkfifo "$dir/f"
        chown "$dir/f", 65534, 65534
        assert stat("$dir/f").uid == 65534 && stat("$dir/f").gid == 65534
        f = open "$dir/f", O_RDWR
        fchown f, 0, -1
        assert fstat(f).uid == 0 && fstat(f).gid == 65534
        assert leftovers()*.name == ["$dir/f"]
        assert cleanup().size() == 1
        """);
  }

  @Test
  void inAChild(Shell shell) {
    shell.run(
        """
        c = fork()
        c {
          chdir dir
          mkdir 'd'
          chmod 'd', 0700
          symlink 'd', 'l'
          assert stat('l').mode == 0700 && readlink('l') == 'd'
          rename 'd', 'e'
          fails(ENOENT) { stat 'l' }
        }
        assert stat("$dir/e").type == 'dir'
        assert leftovers().findAll { it.path }*.path as Set == ["$dir/l", "$dir/e"]*.toString() as Set
        """);
  }
}

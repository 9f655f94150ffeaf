package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class NameTest {
  @Test
  void existingPathIsInUse(Shell shell) {
    shell.run(
        """
        s = socket()
        bind s, "$dir/x"
        fails(EADDRINUSE) { bind socket(), "$dir/x" }
        close open("$dir/file", O_CREAT | O_WRONLY)
        fails(EADDRINUSE) { bind socket(), "$dir/file" }
        fails(EADDRINUSE) { bind socket(), dir }
        """);
  }

  @Test
  void staleNameStaysUntilItIsUnlinked(Shell shell) {
    shell.run(
        """
        s = socket()
        bind s, "$dir/x"
        close s
        fails(EADDRINUSE) { bind socket(), "$dir/x" }
        unlink "$dir/x"
        assert bind(socket(), "$dir/x") == 0
        """);
  }

  @Test
  void secondNameIsRefused(Shell shell) {
    shell.run(
        """
        s = socket()
        bind s, "$dir/one"
        fails(EINVAL) { bind s, "$dir/two" }
        assert !new File("$dir/two").exists()
        """);
  }

  @Test
  void missingDirectoryIsNoEntry(Shell shell) {
    shell.run(
        """
        fails(ENOENT) { bind socket(), "$dir/no/such/x" }
        close open("$dir/file", O_CREAT | O_WRONLY)
        fails(ENOTDIR) { bind socket(), "$dir/file/x" }
        """);
  }

  @Test
  void hundredAndEightBytesAreAcceptedAndNoMore(Shell shell) {
    shell.run(
        """
        path = { n -> dir + '/' + 'x' * (n - dir.length() - 1) }
        assert bind(socket(), path(107)) == 0
        s = socket AF_UNIX, SOCK_DGRAM
        assert bind(s, path(108)) == 0
        assert getsockname(s).length() == 108
        c = socket AF_UNIX, SOCK_DGRAM
        sendto c, 'arrives', path(108)
        assert recv(s).text == 'arrives'
        fails(EINVAL) { bind socket(), path(109) }
        fails(EINVAL) { connect socket(), path(109) }
        """);
  }

  @Test
  void abstractNameLeavesNoFile(Shell shell) {
    shell.run(
        """
        s = socket()
        bind s, '@ipcsh-test-name'
        assert getsockname(s) == '@ipcsh-test-name'
        assert new File(dir).list().length == 0
        fails(EADDRINUSE) { bind socket(), '@ipcsh-test-name' }
        close s
        assert bind(socket(), '@ipcsh-test-name') == 0
        """);
  }

  @Test
  void abstractNameMayHaveNulBytesAndTheyCount(Shell shell) {
    shell.run(
        """
        a = socket AF_UNIX, SOCK_DGRAM
        bind a, '@ipcsh\\0test'
        b = socket AF_UNIX, SOCK_DGRAM
        bind b, '@ipcsh\\0test\\0'
        assert getsockname(a) == '@ipcsh\\0test'
        assert getsockname(b) == '@ipcsh\\0test\\0'
        sendto a, 'to b', getsockname(b)
        assert recvfrom(b).from == '@ipcsh\\0test'
        """);
  }

  @Test
  void abstractNameHasHundredAndSevenBytesAtMost(Shell shell) {
    shell.run(
        """
        assert bind(socket(), '@' + 'x' * 107) == 0
        fails(EINVAL) { bind socket(), '@' + 'y' * 108 }
        """);
  }

  @Test
  void autobindGivesFiveHexadecimalDigits(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        assert getsockname(s) == ''
        bind s
        assert getsockname(s) ==~ /@[0-9a-f]{5}/
        t = socket AF_UNIX, SOCK_DGRAM
        bind t
        assert getsockname(s) != getsockname(t)
        sendto s, 'x', getsockname(t)
        assert recvfrom(t).from == getsockname(s)
        """);
  }

  @Test
  void pathThatIsNoUtf8GoesRoundTrip(Shell shell) {
    shell.run(
        """
        bytes = hex('e4 f6 fc ff')
        a = socket AF_UNIX, SOCK_DGRAM
        b = socket AF_UNIX, SOCK_DGRAM
        bind a, "$dir/a"
        name = dir + '/' + bytes.collect { (char) (0xdc00 | (it & 0xff)) }.join()
        bind b, name
        sendto b, 'x', "$dir/a"
        m = recvfrom a
        assert m.from == name
        assert sendto(a, 'back', m.from) == 4
        assert recv(b).text == 'back'
        unlink m.from
        fails(ENOENT) { unlink m.from }
        """);
  }

  @Test
  void pathInUtf8GoesRoundTrip(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, "$dir/größe-€-😀"
        assert getsockname(s) == "$dir/größe-€-😀"
        unlink "$dir/größe-€-😀"
        """);
  }

  @Test
  void nameOutlivesItsRename(Shell shell) {
    shell.run(
        """
        s = socket()
        bind s, "$dir/x"
        listen s
        new File("$dir/x").renameTo("$dir/y")
        assert getsockname(s) == "$dir/x"
        c = socket()
        connect c, "$dir/y"
        assert getpeername(c) == "$dir/x"
        """);
  }

  @Test
  void inodeOfTheNameIsASocket(Shell shell) {
    shell.run(
        """
        bind socket(), "$dir/x"
        fails(ENXIO) { open "$dir/x" }
        """);
  }
}

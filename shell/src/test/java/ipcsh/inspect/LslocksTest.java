package ipcsh.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Locks of files: what {@code locks} tells is what lslocks(8), fuser(1) and lsof(8) tell. */
@OnShell
class LslocksTest {
  /** Locks of all kinds, two that wait; c is a child that has some. */
  private static final String LOCKS =
      """
      f = open "$dir/locked", O_CREAT | O_RDWR
      g = open "$dir/locked", O_RDWR
      write f, 'x' * 100
      fcntl f, F_SETLK, [type: F_WRLCK, start: 10, len: 10]
      fcntl f, F_SETLK, [type: F_RDLCK, start: 50]
      fcntl g, F_OFD_SETLK, [type: F_WRLCK, start: 30, len: 5]
      flock f, LOCK_SH
      c = fork()
      c { h = open "$dir/locked", O_RDWR; fcntl h, F_SETLK, [type: F_WRLCK, start: 0, len: 5]; flock h, LOCK_SH }
      p = c.start { fcntl h, F_SETLKW, [type: F_WRLCK, start: 15, len: 5] }
      t = thread('t')
      x = open "$dir/locked", O_RDWR
      q = t.start { flock x, LOCK_EX }
      eventually(timeout: 60.s) { locks(f).count { it.waiting } == 2 }
      """;

  @Test
  void theLocksAreThoseOfLslocks(Shell shell) {
    Tools.need("lslocks");
    shell.run(LOCKS);
    Path directory = shell.directory();
    List<String> theirs =
        Tools.run(directory, "lslocks", "-n", "-r", "-u", "-o", "TYPE,PID,MODE,START,END,PATH")
            .lines();
    TreeSet<String> expected = new TreeSet<>();
    for (String line : theirs) {
      // of a lock that is no process's it knows no path
      if (line.endsWith(directory.resolve("locked").toString())) {
        expected.add(line.substring(0, line.lastIndexOf(' ')));
      }
    }
    String ours =
        shell.rendered(
            """
            locks(f).findAll { it.pid > 0 }.collect {
              "$it.kind $it.pid $it.access${it.waiting ? '*' : ''} $it.start ${it.end == null ? 0 : it.end}"
            }.join('\\n')
            """);
    assertThat(expected).hasSize(7);
    assertThat(new TreeSet<>(ours.lines().toList())).isEqualTo(expected);
    shell.run("assert locks(\"$dir/locked\")*.toString() == locks(f)*.toString()");
    shell.run("assert locks*.toString().containsAll(locks(f)*.toString())");
    release(shell);
  }

  private static void release(Shell shell) {
    shell.run(
        """
        fcntl f, F_SETLK, [type: F_UNLCK]
        [f, g].each { close it }
        c { close f; close g; flock h, LOCK_UN }
        assert [p, q]*.get(60.s) == [0, 0]
        """);
  }

  @Test
  void theHoldersAreThoseOfFuserAndLsof(Shell shell) {
    Tools.need("fuser");
    Tools.need("lsof");
    shell.run(LOCKS);
    String path = shell.directory().resolve("locked").toString();
    TreeSet<Integer> fuser = new TreeSet<>();
    for (String pid : Tools.run(shell.directory(), "fuser", path).out().strip().split("\\s+")) {
      fuser.add(Integer.valueOf(pid.replaceAll("\\D", "")));
    }
    TreeSet<Integer> lsof = new TreeSet<>();
    for (String pid : Tools.run(shell.directory(), "lsof", "-t", path).lines()) {
      lsof.add(Integer.valueOf(pid));
    }
    assertThat(fuser).isEqualTo(lsof).hasSize(2);
    for (String what : List.of("f", "\"$dir/locked\"", "x.number")) {
      assertThat(shell.run("holders(" + what + ")*.pid.toSet() as TreeSet")).isEqualTo(lsof);
      shell.run("assert holders(" + what + ").any { it.how == 'lock OFD WRITE 30-34' }");
      shell.run(
          "assert holders("
              + what
              + ").find { it.how == 'waits for lock POSIX WRITE 15-19' }.pid == c.pid");
    }
    shell.run(
        "assert holders(locks(f).find { it.kind == 'OFDLCK' })*.number.unique() == [g.number]");
    release(shell);
  }

  @Test
  void theyAreSeenInTheTableAndInThePicture(Shell shell) {
    shell.run(LOCKS);
    assertThat(shell.rendered("fds.find { it.number == f.number }.state"))
        .startsWith("100 bytes  ")
        .contains("POSIX WRITE 10-19 by this shell, child ", " waits")
        .contains("OFD WRITE 30-34 by this shell, child ");
    assertThat(shell.rendered("inspect f"))
        .containsPattern("(?m)^locked +exclusive POSIX lock on bytes 10 to 19  by this shell$")
        .containsPattern(
            "(?m)^locked +exclusive POSIX lock on bytes 15 to 19  by child \\d+  waits$")
        .containsPattern("(?m)^object +file  \\S+  100 bytes$");
    assertThat(shell.rendered("draw()"))
        .contains("POSIX WRITE 10-19")
        .contains("waits: child ")
        .contains("waits: this shell");
    assertThat(shell.rendered("locks(f)"))
        .containsPattern("(?m)^POSIX +WRITE +15-19 +waits: fd \\d+ of child \\d+ +/")
        .containsPattern("(?m)^flock +WRITE +waits: fd \\d+ of this shell +/");
    release(shell);
  }

  @Test
  void aFileThatIsNoMoreOrAnotherKindOfObjectHasLocksToo(Shell shell) {
    shell.run(
        """
        f = open "$dir/gone", O_CREAT | O_RDWR
        flock f, LOCK_EX
        unlink "$dir/gone"
        assert locks(f)*.path == ["$dir/gone (deleted)"]
        (r, w) = pipe()
        flock r, LOCK_SH
        assert locks(w)*.access == ['READ'] && locks(w)[0].path.startsWith('pipe:[')
        d = open dir
        flock d, LOCK_EX
        assert locks(dir)*.kind == ['FLOCK']
        assert locks('/etc/passwd').empty
        """);
    assertThat(shell.rendered("locks '/etc/passwd'")).isEqualTo("no lock");
    assertThat(shell.complaint("locks 1.5")).contains("expected a descriptor or a path");
  }
}

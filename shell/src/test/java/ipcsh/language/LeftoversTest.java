package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipcsh.handle.CreatedNames;
import ipcsh.handle.Leftover;
import ipcsh.handle.UsageException;
import ipcsh.handle.User;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code leftovers} and {@code cleanup}: what a session has created outside itself. */
@OnShell
class LeftoversTest {
  /** Names of this run. */
  private static final String OWN = "/ipcsh-left-" + ProcessHandle.current().pid();

  private static List<?> names(Shell shell) {
    return (List<?>) shell.run("leftovers()*.name");
  }

  @Test
  void namesOfEveryKind(Shell shell) {
    shell.session().names().setVariable("own", OWN);
    shell.run(
        """
        open "$dir/file", O_CREAT | O_RDWR
        mkfifo "$dir/fifo"
        bind socket(), "$dir/socket"
        shm_open own, O_CREAT | O_RDWR
        sem_open "${own}a", O_CREAT, 0600, 1
        sem "${own}b"
        """);
    String dir = shell.directory().toString();
    assertThat(
            (List<?>)
                shell.run("leftovers().collect { \"$it.kind $it.name $it.path\".toString() }"))
        .isEqualTo(
            List.of(
                "file " + dir + "/file " + dir + "/file",
                "FIFO " + dir + "/fifo " + dir + "/fifo",
                "socket " + dir + "/socket " + dir + "/socket",
                "shared memory " + OWN + " /dev/shm" + OWN,
                "semaphore " + OWN + "a /dev/shm/sem." + OWN.substring(1) + "a",
                "semaphore " + OWN + "b /dev/shm/sem." + OWN.substring(1) + "b"));
    assertThat(shell.rendered("leftovers").lines().findFirst().orElseThrow())
        .matches("file " + dir + "/file  since \\d\\d:\\d\\d:\\d\\d");
    assertThat((List<?>) shell.run("cleanup()*.name")).hasSize(6);
    assertThat(shell.directory()).isEmptyDirectory();
    assertThat(Path.of("/dev/shm" + OWN)).doesNotExist();
    assertThat(Path.of("/dev/shm/sem." + OWN.substring(1) + "a")).doesNotExist();
    assertThat(shell.rendered("leftovers")).isEqualTo("nothing is left behind");
    assertThat(shell.rendered("cleanup")).isEqualTo("nothing is left behind");
  }

  @Test
  void whatWasThereBeforeIsNone(Shell shell) throws Exception {
    Files.writeString(shell.directory().resolve("there"), "x");
    Files.createSymbolicLink(shell.directory().resolve("link"), Path.of("nowhere"));
    shell.session().names().setVariable("own", OWN);
    Files.createFile(Path.of("/dev/shm" + OWN));
    try {
      shell.run(
          """
          open "$dir/there", O_CREAT | O_RDWR | O_TRUNC
          open "$dir/link", O_CREAT | O_RDWR
          open "$dir/there", O_RDONLY
          shm_open own, O_CREAT | O_RDWR
          """);
    } finally {
      Files.delete(Path.of("/dev/shm" + OWN));
    }
    assertThat(names(shell)).isEmpty();
  }

  @Test
  void whatHasNoNameOrWasRemovedIsNone(Shell shell) {
    shell.session().names().setVariable("own", OWN);
    shell.run(
        """
        bind socket(), '@abstract-' + getpid()
        bind socket()
        bind socket(AF_INET), '127.0.0.1:0'
        memfd_create 'm'
        open dir, O_TMPFILE | O_RDWR
        mkfifo "$dir/fifo"; unlink "$dir/fifo"
        sem own; sem_unlink own
        mkfifo "${scratch()}/fifo"
        fails(EEXIST) { mkfifo dir }
        fails(EADDRINUSE) { bind socket(), dir }
        fails(ENOENT) { open "$dir/no/such", O_CREAT | O_RDWR }
        """);
    assertThat(names(shell)).isEmpty();
  }

  @Test
  void whatAnotherHasPutThereIsNotTouched(Shell shell) {
    Path fifo = shell.directory().resolve("fifo");
    shell.run("mkfifo \"$dir/fifo\"; old = leftovers()[0]; unlink \"$dir/fifo\"");
    Wait.until(
        Wait.LONG,
        "a FIFO of another time",
        () -> {
          Tools.run(shell.directory(), "rm", "-f", "fifo");
          Tools.run(shell.directory(), "mkfifo", "fifo");
          return names(shell).isEmpty();
        });
    assertThat((List<?>) shell.run("cleanup()")).isEmpty();
    assertThat((List<?>) shell.run("cleanup old")).isEmpty();
    assertThat(fifo).exists();
    shell.run("unlink \"$dir/fifo\"; mkfifo \"$dir/fifo\"");
    assertThat(names(shell)).as("made anew here").isEqualTo(List.of(fifo.toString()));
  }

  @Test
  void childrenAndThreadsLeaveNamesToo(Shell shell) {
    shell.run(
        """
        c = fork()
        c { mkfifo "$dir/child" }
        thread('t') { mkfifo "$dir/thread" }
        bg { mkfifo "$dir/bg" }.get()
        c { exit 0 }
        waitpid c
        """);
    String dir = shell.directory().toString();
    assertThat(names(shell)).isEqualTo(List.of(dir + "/child", dir + "/thread", dir + "/bg"));
  }

  @Test
  void oneIsMeantByItsNameOrAsItself(Shell shell) {
    shell.run(
        """
        ['a', 'b', 'c'].each { mkfifo "$dir/$it" }
        assert cleanup("$dir/b")*.name == ["$dir/b".toString()]
        assert leftovers()*.name == ["$dir/a".toString(), "$dir/c".toString()]
        assert cleanup(leftovers()[1]).size() == 1
        assert new File(dir).list() == ['a']
        """);
    assertThat(shell.failure("cleanup 'none'"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("expected an element of leftovers, given 'none'");
  }

  @Test
  void whatCannotBeRemovedStaysAndIsSaid(Shell shell) {
    shell.run(
        """
        ['a', 'b'].each { mkfifo "$dir/$it" }
        inject 'unlink', EACCES
        e = fails(EACCES) { cleanup() }
        assert e.call == "unlink(\\"$dir/a\\")"
        assert leftovers()*.name == ["$dir/a".toString()]
        """);
  }

  @Test
  void childrenThatRunAreListedAndEnded(Shell shell) {
    shell.run(
        """
        p = spawn 'sleep', '1000'
        c = fork()
        spawn('true').wait()
        assert leftovers()*.pid as Set == [p.pid, c.pid] as Set
        assert leftovers().find { it.pid == p.pid }.name == 'sleep 1000'
        assert cleanup(p)*.pid == [p.pid]
        assert p.signal == SIGTERM
        assert cleanup(c.pid)*.pid == [c.pid]
        assert waitpid(c).signal == SIGTERM
        assert leftovers().isEmpty()
        """);
  }

  @Test
  void aRoleOfAnotherUserCannotHaveRemovedWhatIsNotItsOwn(Shell shell) throws Exception {
    Path file = Files.createFile(shell.directory().resolve("file"));
    int owner = (Integer) Files.getAttribute(file, "unix:uid");
    String path = file.toString();
    CreatedNames createdNames = shell.context().createdNames();
    createdNames.note(Leftover.Kind.FILE, path, "role", user(owner + 1));
    createdNames.note(Leftover.Kind.SOCKET, path, "role", user(owner));
    createdNames.note(Leftover.Kind.MEMORY, "/../.." + path, "role", user(owner));
    createdNames.note(Leftover.Kind.FILE, shell.directory() + "/x/../file", "role", user(owner));
    createdNames.note(Leftover.Kind.FILE, "file", "role", user(owner));
    assertThat(names(shell)).isEmpty();
    createdNames.note(Leftover.Kind.FILE, path, "role", user(owner));
    assertThat(names(shell)).isEqualTo(List.of(path));
    assertThat(shell.rendered("leftovers")).endsWith("  by role");
  }

  private static User user(int uid) {
    return new User("u" + uid, uid, uid, List.of(uid), "/", "/bin/sh", false, false);
  }

  /** Between the check of a name and its removal the role may replace the directory. */
  @Test
  void whatAnotherUserHasMadeIsRemovedWithThatUsersRights(Shell shell) throws Exception {
    assumeTrue(new Kernel().sys().processes().geteuid() == 0, "only root may take other rights");
    int uid = 65534;
    Path closed = Files.createDirectory(shell.directory().resolve("closed"));
    Path theirs = Files.createDirectory(shell.directory().resolve("theirs"));
    for (Path directory : List.of(closed, theirs)) {
      Path file = Files.createFile(directory.resolve("file"));
      Files.setAttribute(file, "unix:uid", uid);
    }
    Files.setAttribute(theirs, "unix:uid", uid);
    Files.setPosixFilePermissions(shell.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
    CreatedNames createdNames = shell.context().createdNames();
    createdNames.note(Leftover.Kind.FILE, closed + "/file", "role", user(uid));
    createdNames.note(Leftover.Kind.FILE, theirs + "/file", "role", user(uid));
    assertThat(shell.complaint("cleanup()")).contains("EACCES");
    assertThat(closed.resolve("file")).exists();
    assertThat(theirs.resolve("file")).doesNotExist();
    assertThat(new Kernel().sys().processes().geteuid()).isZero();
    Files.delete(closed.resolve("file"));
  }

  @Test
  void manyNamesThatAreGoneAreForgotten(Shell shell) {
    shell.run("1000.times { mkfifo \"$dir/$it\"; unlink \"$dir/$it\" }; mkfifo \"$dir/last\"");
    assertThat(names(shell)).isEqualTo(List.of(shell.directory() + "/last"));
  }
}

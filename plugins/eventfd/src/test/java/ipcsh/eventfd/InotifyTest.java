package ipcsh.eventfd;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.sys.abi.SysException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnShell
class InotifyTest {
  @Test
  void fileThatIsMadeAndRemovedGivesAnEventEach(Shell shell) throws Exception {
    shell.run("i = inotify_init(); w = inotify_add_watch i, dir, IN_CREATE | IN_DELETE");
    Files.createFile(shell.directory().resolve("a file"));
    Files.createDirectory(shell.directory().resolve("d"));
    Files.delete(shell.directory().resolve("a file"));
    assertThat(shell.run("seen = inotify_read i; seen.events"))
        .isEqualTo(List.of("IN_CREATE", "IN_CREATE|IN_ISDIR", "IN_DELETE"));
    assertThat(shell.run("seen.name")).isEqualTo(List.of("a file", "d", "a file"));
    assertThat(shell.run("seen.every { it.wd == w && it.cookie == 0 }")).isEqualTo(true);
    assertThat(shell.run("seen[1].mask == (IN_CREATE | IN_ISDIR)")).isEqualTo(true);
  }

  @Test
  void twoHalvesOfARenamingHaveOneCookie(Shell shell) throws Exception {
    Files.createFile(shell.directory().resolve("a"));
    shell.run("i = inotify_init(); inotify_add_watch i, dir, IN_MOVE");
    Files.move(shell.directory().resolve("a"), shell.directory().resolve("b"));
    assertThat(shell.run("seen = inotify_read i; seen.events"))
        .isEqualTo(List.of("IN_MOVED_FROM", "IN_MOVED_TO"));
    assertThat(shell.run("seen[0].cookie != 0 && seen[0].cookie == seen[1].cookie"))
        .isEqualTo(true);
  }

  @Test
  void watchedFileItselfHasNoName(Shell shell) throws Exception {
    Files.writeString(shell.directory().resolve("a"), "");
    shell.run("i = inotify_init(); inotify_add_watch i, dir + '/a', IN_MODIFY");
    Files.writeString(shell.directory().resolve("a"), "text");
    assertThat(shell.run("inotify_read(i).collect { [it.events, it.name] }.unique()"))
        .isEqualTo(List.of(List.of("IN_MODIFY", "")));
  }

  @Test
  void readWaitsForTheFirstChange(Shell shell) throws Exception {
    shell.run("i = inotify_init(); inotify_add_watch i, dir; p = bg { inotify_read i }");
    shell.run("eventually(timeout: 60.s) { p.call }");
    Files.createFile(shell.directory().resolve("late"));
    assertThat(shell.run("p.get(60.s)[0].name")).isEqualTo("late");
  }

  @Test
  void oneShotWatchEndsAfterItsEvent(Shell shell) throws Exception {
    shell.run("i = inotify_init IN_NONBLOCK; inotify_add_watch i, dir, IN_CREATE | IN_ONESHOT");
    Files.createFile(shell.directory().resolve("a"));
    Files.createFile(shell.directory().resolve("b"));
    assertThat(shell.run("inotify_read(i).events")).isEqualTo(List.of("IN_CREATE", "IN_IGNORED"));
    assertThat(shell.run("fails(EAGAIN) { inotify_read i }")).isInstanceOf(SysException.class);
  }

  @Test
  void descriptorPrintsHowManyWatchesItHas(Shell shell) throws Exception {
    shell.run("i = inotify_init(); inotify_add_watch i, dir; inotify_add_watch i, '/tmp'");
    assertThat(shell.line("i")).endsWith("inotify  2 watches");
    assertThat(shell.run("inotify_rm_watch i, 1")).isEqualTo(0);
    assertThat(shell.line("i")).endsWith("inotify  1 watch");
  }

  @Test
  void failedCallSaysWhatItWas(Shell shell) {
    assertThat(shell.complaint("inotify_add_watch inotify_init(), '/no', IN_CREATE | IN_ISDIR"))
        .contains("\"/no\", IN_CREATE|IN_ISDIR) = -1 ENOENT");
    assertThat(shell.complaint("inotify_rm_watch inotify_init(), 7")).contains("7) = -1 EINVAL");
    assertThat(shell.complaint("inotify_init 3")).contains("inotify_init1(0x3) = -1 EINVAL");
    assertThat(shell.complaint("inotify_add_watch inotify_init(), null")).contains("given null");
  }

  @Test
  void traceReportsTheFlagsOfTheDescriptorFromThoseOfEvents(Shell shell) throws Exception {
    shell.run("trace on; i = inotify_init IN_NONBLOCK; inotify_add_watch i, '/', IN_MOVE_SELF");
    shell.run("trace off");
    assertThat(shell.reported().get(0)).startsWith("inotify_init1(IN_NONBLOCK) = ");
    assertThat(shell.reported().get(1)).contains(", \"/\", IN_MOVE_SELF) = 1");
  }
}

package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The working directory and its contents. */
@OnShell
class DirectoryTest {
  @Test
  void changesForTheWholeProcess(Shell shell) throws Exception {
    shell.entry("cd dir");
    assertThat(shell.line("pwd")).isEqualTo(shell.directory().toString());
    assertThat(shell.line("getcwd()")).isEqualTo(shell.directory().toString());
    assertThat(Files.readSymbolicLink(Path.of("/proc/self/cwd"))).isEqualTo(shell.directory());
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, 'sock'
        new File('java.txt').text = 'abc'
        assert read(open('java.txt')).text == 'abc'
        assert spawn('pwd').out.text.trim() == dir
        t = thread('t')
        assert t { pwd } == dir
        """);
    assertThat(shell.directory().resolve("sock")).exists();
    assertThat(shell.directory().resolve("java.txt")).exists();
    shell.entry("save 'session.groovy'");
    assertThat(shell.directory().resolve("session.groovy")).exists();
    assertThat(shell.line("cleanup 'sock'")).startsWith("socket " + shell.directory() + "/sock");
  }

  @Test
  void goesBackAndHome(Shell shell) {
    assertThat(shell.complaint("cd '-'")).contains("no previous directory");
    shell.entry("cd '/usr'; cd '/'; cd '-'");
    assertThat(shell.line("pwd")).isEqualTo("/usr");
    shell.entry("cd()");
    assertThat(shell.line("pwd")).isEqualTo(shell.line("System.getenv('HOME')"));
    shell.entry("cd '~'; cd '..'");
    assertThat(shell.complaint("cd '/no/such'")).contains("ENOENT");
    assertThat(shell.complaint("chdir '/etc/passwd'")).contains("ENOTDIR");
  }

  @Test
  void childHasItsOwn(Shell shell) {
    shell.entry("cd dir; mkfifo 'here'; c = fork()");
    shell.entry("c { cd '/usr' }");
    assertThat(shell.line("c { pwd }")).isEqualTo("/usr");
    assertThat(shell.line("c { ls()*.name.contains('bin') }")).isEqualTo("true");
    assertThat(shell.line("pwd")).isEqualTo(shell.directory().toString());
    assertThat(shell.line("ls()*.name")).isEqualTo("[here]");
  }

  @Test
  void listsWhatLsLists(Shell shell) {
    shell.run(
        """
        cd dir
        mkfifo 'fifo', 0600
        bind socket(), 'sock'
        f = open('file', O_CREAT | O_WRONLY, 0644)
        write f, 'abcde'
        close f
        spawn('mkdir', '-m', '1777', 'folder').wait()
        spawn('ln', '-s', 'file', 'link').wait()
        spawn('ln', 'file', 'second').wait()
        spawn('sh', '-c', 'echo > .hidden; chmod 6755 second').wait()
        all = ls()
        assert all*.name == ['fifo', 'file', 'folder', 'link', 'second', 'sock']
        assert all*.type == ['fifo', 'file', 'dir', 'symlink', 'file', 'socket']
        assert ls(all: true)*.name.contains('.hidden')
        assert all[3].target == 'file' && all[1].size == 5 && all[1].nlink == 2
        columns = '%A %h %U %u %s %i %Y %n'
        for (f in all) {
          letter = [fifo: 'p', dir: 'd', symlink: 'l', socket: 's'].get(f.type, '-')
          shown = "$letter$f.perms $f.nlink $f.uid $f.uid $f.size $f.ino ${f.mtime.epochSecond} $f.name"
          stat = spawn('stat', '-c', columns.replace('%U', '%u'), f.name).out.text.trim()
          assert shown.toString() == stat
        }
        listed = spawn('ls', '-l', '--time-style=+%Y-%m-%d %H:%M', env: [LC_ALL: 'C']).out.lines.drop(1)
        same = { it.replaceAll(' +', ' ') }
        assert ls().toString().readLines().collect(same) == listed.collect(same)
        assert ls('sock')[0].type == 'socket' && ls(dir).size() == 6
        """);
    assertThat(shell.complaint("ls 'nothing'")).contains("statx(\"nothing\") = -1 ENOENT");
    assertThat(shell.line("ls 'folder'")).isEqualTo("an empty directory");
    // a look uses no number; the Java virtual machine may use one for a moment
    shell.run(
        """
        eventually(timeout: 60.s) {
          two = { look ->
            first = socket()
            look()
            second = socket()
            numbers = [first.number, second.number]
            close first
            close second
            numbers
          }
          two({ }) == two({ ls() })
        }
        """);
  }

  @Test
  void namesDoNotSteerTheTerminal(Shell shell) {
    shell.entry("cd dir; mkfifo 'a\\u001b[31mb'");
    assertThat(shell.line("ls")).endsWith(" \"a\\33[31mb\"").doesNotContain("\u001b");
  }

  @Test
  void clearIsNothingWithoutAScreen(Shell shell) {
    assertThat(shell.line("clear")).isNull();
  }
}

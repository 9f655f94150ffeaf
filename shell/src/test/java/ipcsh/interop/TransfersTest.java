package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and transfers inside the kernel, between this shell and programs in C and Python. */
@OnShell
class TransfersTest {
  @TempDir static Path programs;
  private static Path transfers;

  @BeforeAll
  static void compile() {
    transfers = Tools.compile(programs, "transfers.c");
  }

  private static void run(Shell shell, String code) {
    shell.session().names().setVariable("program", transfers.toString());
    shell.run(code);
  }

  @Test
  void cDuplicatesWhatWeSplice(Shell shell) {
    run(
        shell,
        """
        page = memfd_create 'page'
        write page, 'x' * 100_000
        lseek page, 0
        (its, feed) = pipe()
        (out, itsOut) = pipe()
        p = spawn(program, 'tee', "$dir/copy", fds: [0: its, 1: itsOut])
        [its, itsOut].each { close it }
        feeding = bg { def n = 0, m; while ((m = splice(page, feed, 65536)) > 0) n += m; close feed; n }
        sum = 0
        copy = memfd_create 'copy'
        while ((m = splice(out, copy, 65536)) > 0) sum += m
        assert feeding.get(60.s) == 100_000 && sum == 100_000
        assert p.wait(60.s).exit == 0 : p.err.text
        assert stat("$dir/copy").size == 100_000 && fstat(copy).size == 100_000
        """);
  }

  @Test
  void cSendsAFileThatWeTake(Shell shell) {
    run(
        shell,
        """
        f = open "$dir/f", O_CREAT | O_WRONLY
        writev f, ['head', 'body']
        (a, b) = socketpair()
        p = spawn(program, 'sendfile', "$dir/f", fds: [1: a])
        close a
        assert readv(b, [4, 100])*.text == ['head', 'body']
        assert p.wait(60.s).exit == 0
        (its, feed) = pipe()
        sendfile feed, open("$dir/f"), 100
        close feed
        q = spawn(program, 'vector', fds: [0: its])
        assert q.out.text == 'body|head'
        """);
  }

  @Test
  void cSeesTheSameAttributes(Shell shell) {
    run(
        shell,
        """
        f = open "$dir/file", O_CREAT | O_WRONLY
        write f, 'abcde'
        mkdir "$dir/d"
        chmod "$dir/d", 02750
        symlink 'file', "$dir/link"
        link "$dir/file", "$dir/second"
        for (name in ['file', 'd', 'link']) {
          s = lstat "$dir/$name"
          assert spawn(program, 'stat', "$dir/$name").out.trim() ==
            "${Integer.toOctalString(s.mode)} $s.uid $s.gid $s.size $s.ino $s.dev $s.nlink ${s.mtime.epochSecond}"
        }
        """);
  }

  @Test
  void cAndWeObeyTheMaskAlike(Shell shell) {
    run(
        shell,
        """
        mkdir "$dir/c"
        mkdir "$dir/ours"
        assert spawn(program, 'create', "$dir/c").wait(60.s).exit == 0
        c = fork()
        c {
          umask 027
          chdir "$dir/ours"
          mkfifo 'f', 0666
          mkdir 'd', 0777
          bind socket(AF_UNIX, SOCK_DGRAM), 's'
        }
        for (name in ['f', 'd', 's']) assert stat("$dir/c/$name").mode == stat("$dir/ours/$name").mode
        assert stat("$dir/c/s").mode == 0750
        // a program inherits the mask and the limits of who starts it
        d = fork()
        d {
          umask 077
          setrlimit RLIMIT_NOFILE, 77
          dup2 open("$dir/told", O_CREAT | O_WRONLY), 1
          exec 'sh', '-c', 'umask; ulimit -n'
        }
        waitpid d
        assert new File("$dir/told").readLines() == ['0077', '77']
        """);
  }

  @Test
  void pythonSplicesAndReportsTheSame(Shell shell) {
    Tools.need("python3");
    Tools.needs(
        Tools.run(programs, "python3", "-c", "import os; os.splice").status() == 0,
        "this Python has no os.splice");
    run(
        shell,
        """
        (its, feed) = pipe()
        (out, itsOut) = pipe()
        f = memfd_create 'f'
        write f, 'abcdef'
        p = spawn('python3', '-c', '''
        import os, resource
        moved = os.splice(3, 4, 100)
        os.writev(4, [b' ', str(moved).encode()])
        os.sendfile(4, 5, offset=1, count=3)
        st = os.fstat(5)
        print(st.st_size, st.st_ino, oct(st.st_mode & 0o7777), resource.getrlimit(resource.RLIMIT_NOFILE)[0], os.umask(0))
        '''.stripIndent(), fds: [3: its, 4: itsOut, 5: f])
        write feed, 'from the shell'
        assert p.wait(60.s).exit == 0 : p.err.text
        assert read(out).text == 'from the shell 14bcd'
        s = fstat f
        mask = umask 022
        umask mask
        assert p.out.trim() == "6 $s.ino 0o${Integer.toOctalString(s.mode)} ${getrlimit(RLIMIT_NOFILE).soft} $mask"
        """);
  }
}

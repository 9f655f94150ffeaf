package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Program;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Locks shared with another ipcsh, the packaged program. */
@OnShell
class AnotherShellIT {
  @Test
  void anotherShellKilledWhileItHoldsARobustMutex(Shell shell) {
    Tools.needs(Files.exists(Path.of("target/ipcsh.jar")), "the program is not packaged");
    shell.session().names().setVariable("ipcsh", Program.launcher());
    shell.run(
        """
        f = open "$dir/shared", O_CREAT | O_RDWR, 0600
        ftruncate f, 4096
        r = mmap f, 4096
        m = pthread_mutex_init r, 0, robust: true
        p = spawn(ipcsh, '-e', "pthread_mutex_lock pthread_mutex_at(mmap(open('$dir/shared', O_RDWR), 4096), 0); println getpid(); sleep 100")
        other = p.out.readLine() as int
        assert m.owner != 0
        w = bg { fails(EOWNERDEAD) { pthread_mutex_lock m }; pthread_mutex_consistent m; pthread_mutex_unlock m }
        eventually(timeout: 60.s) { w.call }
        kill other, SIGKILL
        assert w.get(60.s) == 0
        assert pthread_mutex_trylock(m) == 0 && pthread_mutex_unlock(m) == 0
        p.wait()
        """);
  }
}

package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** Limits of a process. */
@OnShell
class LimitTest {
  @Test
  void areThoseOfProc(Shell shell) {
    shell.run(
        """
        told = [:]
        for (line in new File('/proc/self/limits').readLines()) {
          words = line.split(/ {2,}/)
          told[words[0]] = [words[1], words[2]]
        }
        plain = { it == RLIM_INFINITY ? 'unlimited' : it.toString() }
        for (one in [[RLIMIT_NOFILE, 'open files'], [RLIMIT_FSIZE, 'file size'], [RLIMIT_MSGQUEUE, 'msgqueue size']]) {
          limit = getrlimit one[0]
          assert [plain(limit.soft), plain(limit.hard)] == told["Max ${one[1]}".toString()]
        }
        """);
  }

  @Test
  void aChildHasItsOwn(Shell shell) {
    shell.run(
        """
        before = getrlimit RLIMIT_NOFILE
        c = fork()
        c {
          assert getrlimit(RLIMIT_NOFILE) == before
          setrlimit RLIMIT_NOFILE, 20
          assert getrlimit(RLIMIT_NOFILE) == [soft: 20, hard: before.hard]
          fails(EMFILE) { while (true) pipe() }
          setrlimit RLIMIT_NOFILE, before.soft
          pipe()
          setrlimit RLIMIT_FSIZE, 100
          f = open "$dir/f", O_CREAT | O_RDWR
          assert write(f, 'x' * 200) == 100
        }
        assert getrlimit(RLIMIT_NOFILE) == before
        """);
  }

  @Test
  void softIsAtMostHard(Shell shell) {
    shell.run(
        """
        c = fork()
        c {
          fails(EINVAL) { setrlimit RLIMIT_CORE, 10, 5 }
          setrlimit RLIMIT_CORE, 5, 10
          assert getrlimit(RLIMIT_CORE) == [soft: 5, hard: 10]
          fails(EINVAL) { getrlimit 99 }
          fails(EINVAL) { setrlimit 99, 1 }
        }
        """);
  }

  @Test
  void whatTheShellNeedsItKeeps(Shell shell) {
    assertThat(shell.complaint("setrlimit RLIMIT_AS, 1000000"))
        .contains("the shell itself needs what RLIMIT_AS limits")
        .contains("c { setrlimit RLIMIT_AS, 1000000 }");
    assertThat(shell.complaint("setrlimit RLIMIT_SIGPENDING, 0")).contains("itself needs");
    shell.run("c = fork(); c { setrlimit RLIMIT_CPU, 1000; setrlimit RLIMIT_SIGPENDING, 5 }");
    assertThat(shell.complaint("setrlimit RLIMIT_CORE, 'x'")).contains("expected a whole number");
  }
}

package ipcsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random arguments for what changes a process, or takes room: in children, which are thrown away,
 * on descriptors that they opened, with sizes that are small or impossible.
 */
@OnShell
class FileRobustnessTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "umask",
        "setrlimit",
        "fchmod",
        "fchown",
        "fallocate",
        "posix_fallocate",
        "sendfile"
      })
  void everyOutcomeIsAValueOrAnErrorThatPeopleCanRead(String name, Shell shell) {
    shell.session().names().setVariable("name", name);
    Object wrong =
        shell.run(
            """
            random = new Random(name.hashCode())
            other = [0, 1, 2, 7, 99, 4096, 0777, -1, -2, 1.5, 'x', '', null, [], [:], true, new Object(),
                     Long.MIN_VALUE, Integer.MIN_VALUE, 1G << 70, RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_CORE, O_CREAT]
            wrong = [] as TreeSet
            4.times {
              c = fork()
              c {
                (a, b) = socketpair AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK
                (r, w) = pipe(O_NONBLOCK)
                m = memfd_create 'm'
                write m, 'content'
                gone = memfd_create 'gone'
                close gone
                values = other + [a, b, r, w, m, gone, a.number, m.number]
                if (name == 'setrlimit') values -= [0, 1]
                150.times {
                  given = (0..<random.nextInt(5)).collect { values[random.nextInt(values.size())] }
                  try {
                    "$name"(*given).toString()
                  } catch (SysException e) {
                    if (!e.message) wrong << "no message for $given".toString()
                  } catch (ipcsh.handle.UsageException e) {
                    if (!e.message || e.message.contains('null:')) wrong << "no message for $given".toString()
                  } catch (Throwable e) {
                    wrong << "$e for $given".toString()
                  }
                }
              }
              kill c.pid, SIGKILL
              waitpid c
            }
            wrong as List
            """);
    assertThat((List<?>) wrong).isEmpty();
  }
}

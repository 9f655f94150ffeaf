package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** System V objects of a user who has taken the permissions from himself. */
class SysVOwnerIT {
  @TempDir Path directory;

  @Test
  void anOwnerWhoMayNotReadAnObjectMayChangeIt() throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    Tools.needs(root, "only root can become somebody else");
    Tools.need("setpriv");
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        w = shell('w', user: 'nobody')
        println w {
          q = msgget IPC_PRIVATE, IPC_CREAT
          fails(EACCES) { msgctl q, IPC_STAT }
          msgctl q, IPC_SET, [mode: 0600]
          bytes = msgctl(q, IPC_STAT).msg_qbytes
          s = semget IPC_PRIVATE, 1, IPC_CREAT
          fails(EACCES) { semctl s, IPC_STAT }
          semctl s, IPC_SET, [mode: 0640]
          m = shmget IPC_PRIVATE, 100, IPC_CREAT
          fails(EACCES) { shmctl m, IPC_STAT }
          shmctl m, IPC_SET, [mode: 0400]
          modes = [msgctl(q, IPC_STAT).msg_perm, semctl(s, IPC_STAT).sem_perm,
              shmctl(m, IPC_STAT).shm_perm]*.mode.collect { Integer.toOctalString it }
          "$modes $bytes"
        }
        println draw()
        println cleanup()
        """);
    Outcome outcome = Program.run(directory, "s.groovy");
    assertThat(outcome.err()).isEmpty();
    String bytes = Files.readString(Path.of("/proc/sys/kernel/msgmnb")).strip();
    assertThat(outcome.out())
        .contains("[600, 640, 400] " + bytes, "nobody r--------", "System V semaphores");
  }
}

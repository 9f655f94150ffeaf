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

/** What shells that are roles leave behind, and what a script reports at its end. */
class LeftoversIT {
  @TempDir Path directory;

  @Test
  void namesOfRolesAreKnownWhenTheRolesHaveEnded() {
    Outcome outcome =
        Program.run(
            directory,
            "-e",
            """
            dir = '%s'
            role = shell 'role'
            role.dir = dir
            role { mkfifo "$dir/fifo"; mkfifo 'in the scenario'; inject 'mkfifo', EIO }
            role { fails(EIO) { mkfifo "$dir/injected" } }
            role { exit 0 }
            assert leftovers()*.name == ["$dir/fifo".toString()]
            assert leftovers()[0].by == 'role'
            assert cleanup().size() == 1
            mkfifo "$dir/stays"
            """
                .formatted(directory));
    assertThat(outcome.err()).as("not on a terminal").isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(directory.toFile().list()).containsExactly("stays");
  }

  @Test
  void aScriptSaysOnATerminalWhatStays() throws IOException {
    Tools.need("script");
    Files.writeString(
        directory.resolve("x.groovy"), "mkfifo 'a b'; mkfifo 'gone'; atexit { unlink 'gone' }");
    String command = Program.launcher() + " x.groovy";
    Program.run(directory, "--version");
    Outcome outcome = Tools.run(directory, "script", "-qec", command, "/dev/null");
    String left = directory.toRealPath() + "/a b";
    assertThat(outcome.out().strip())
        .isEqualTo("ipcsh: left behind: FIFO " + left + "; remove with: rm '" + left + "'");
  }

  @Test
  void aRoleThatRunsIsListedAndEnded() {
    Outcome outcome =
        Program.run(
            directory,
            "-e",
            """
            role = shell 'role'
            assert leftovers()*.name == ['shell role']
            assert cleanup(role)*.pid == [role.pid]
            waitpid role
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void systemVObjectsOfAKilledRoleAreKnown() {
    Outcome outcome =
        Program.run(
            directory,
            "-e",
            """
            role = shell 'role'
            ids = role { [msgget().id, semget().id, shmget().id] }
            kill role, SIGKILL
            waitpid role
            left = leftovers()
            assert left*.name == ids*.toString() && left*.by.unique() == ['role']
            assert left[0].toString().startsWith("System V queue ${ids[0]}  IPC_PRIVATE  since ")
            // an object that somebody else removed is not one of ours
            msgctl ids[0], IPC_RMID
            assert cleanup()*.name == ids[1..2]*.toString()
            fails(EINVAL) { shmctl ids[2], IPC_STAT }
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  /** As root, who may have a role run as another user. */
  @Test
  void systemVObjectsOfAnotherUserAreReported() throws IOException {
    Tools.needs(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "this wants root");
    Outcome outcome =
        Program.run(
            directory,
            "-e",
            """
            q = msgget()
            s = semget()
            m = shmget()
            them = shell('them', user: 'nobody')
            them.q = q.id
            them.s = s.id
            them.m = m.id
            them {
              fails(EACCES) { msgsnd q, 1, 'x' }
              fails(EACCES) { msgrcv q, 1, 0, IPC_NOWAIT }
              fails(EACCES) { msgctl q, IPC_STAT }
              fails(EPERM) { msgctl q, IPC_RMID }
              fails(EACCES) { semop s, 0, 1 }
              fails(EACCES) { semctl s, 0, GETVAL }
              fails(EPERM) { semctl s, IPC_RMID }
              fails(EACCES) { shmat m }
              fails(EACCES) { shmctl m, IPC_STAT }
              fails(EPERM) { shmctl m, IPC_RMID }
              assert "${msgctl(msgget(), IPC_STAT).msg_perm.uid}" == "${getuid()}"
              assert ipcs().find { it.kind == 'queue' && it.id == q }.owner == 'root'
            }
            theirs = leftovers().find { it.by == 'them' }
            assert ipcs().find { it.kind == 'queue' && it.id == (theirs.name as int) }.owner == 'nobody'
            assert cleanup(theirs)*.name == [theirs.name]
            // readable for all, and writable for the owner
            msgctl q, IPC_SET, [mode: 0644]
            them { assert msgctl(q, IPC_STAT).msg_qnum == 0; fails(EACCES) { msgsnd q, 1, 'x' } }
            cleanup q.id.toString()
            semctl s, IPC_RMID
            shmctl m, IPC_RMID
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }
}

package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** System V objects shared with a program in C, by a key. */
@OnShell
class SysVInCTest {
  @TempDir static Path programs;
  private static Path inC;

  @BeforeAll
  static void compile() {
    inC = Tools.compile(programs, "system_v.c");
  }

  @BeforeEach
  void names(Shell shell) {
    shell.session().names().setVariable("program", inC.toString());
    shell.run("key = ftok(dir, 9)");
  }

  @Test
  void aServerInCAnswersByTypes(Shell shell) {
    shell.run(
        """
        q = msgget key, IPC_CREAT | 0600
        p = spawn(program, 'queue', "$key")
        assert (p.out.readLine() as int) == q
        msgsnd q, 1, '42 hello'
        msgsnd q, 1, '41 world'
        assert msgrcv(q, 100, 41, timeout: 60.s).text == '41 WORLD'
        assert msgrcv(q, 100, 42, timeout: 60.s).text == '42 HELLO'
        eventually(timeout: 60.s) { inspect(q).waiting*.call == ["msgrcv($q.id, ...)".toString()] }
        assert holders([q][0])*.pid == [p.pid]
        msgsnd q, 1, 'end'
        assert p.wait(60.s).exit == 0
        """);
  }

  @Test
  void aClientInCOfOurQueueSeesItsRemoval(Shell shell) {
    shell.run(
        """
        q = msgget key, IPC_CREAT | 0600
        p = spawn(program, 'queue', "$key")
        p.out.readLine()
        eventually(timeout: 60.s) { inspect(q).waiting }
        msgctl q, IPC_RMID
        assert p.wait(60.s).exit == 1
        """);
  }

  @Test
  void aKilledHolderInCIsUndone(Shell shell) {
    shell.run(
        """
        s = semget key, 2, IPC_CREAT | 0600
        p = spawn(program, 'semaphores', "$key")
        assert (p.out.readLine() as int) == s
        eventually(timeout: 60.s) { semctl(s, 1, GETZCNT) == 1 }
        assert s.values == [0, 5]
        assert inspect(s).waiting*.pid == [p.pid]
        kill p, SIGKILL
        semop s, 0, -1, timeout: 60.s
        assert semctl(s, 1, GETVAL) == 5
        p.wait(60.s)
        """);
  }

  @Test
  void cWaitsForZeroOfOurs(Shell shell) {
    shell.run(
        """
        s = semget key, 2, IPC_CREAT | 0600
        p = spawn(program, 'semaphores', "$key")
        p.out.readLine()
        5.times { semop s, 1, -1 }
        assert p.wait(60.s).exit == 0
        """);
  }

  @Test
  void cChangesOurSegmentAndRemovesItsKey(Shell shell) {
    shell.run(
        """
        m = shmget key, 400, IPC_CREAT | 0600
        r = shmat m
        (0..<100).each { r.putInt it * 4, it }
        assert holders([m][0])*.pid == [getpid()]
        p = spawn(program, 'segment', "$key")
        assert (p.out.readLine() as int) == m && p.wait(60.s).exit == 0
        assert (0..<100).every { r.getInt(it * 4) == it + 1 }
        assert m.key == 0
        assert inspect(m).mapped*.protection == ['rw-']
        assert ipcs().find { it.id == m.id && it.kind == 'segment' }.users*.pid.contains(p.pid)
        """);
  }
}

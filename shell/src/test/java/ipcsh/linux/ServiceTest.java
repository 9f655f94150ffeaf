package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.Test;

/** Programs that are started as a service manager does: sd_listen_fds(3), sd_notify(3). */
@OnShell
class ServiceTest {
  /** What sd_listen_fds_with_names finds. */
  private static final String PYTHON =
      """
      import os, socket, sys
      assert int(os.environ['LISTEN_PID']) == os.getpid()
      names = os.environ['LISTEN_FDNAMES'].split(':')
      assert len(names) == int(os.environ['LISTEN_FDS'])
      sockets = [socket.socket(fileno=3 + i) for i in range(len(names))]
      for name, s in zip(names, sockets): print(name, s.getsockname(), flush=True)
      client, _ = sockets[0].accept()
      client.sendall(b'hello from ' + names[0].encode())
      """;

  @Test
  void descriptorsComeFromThreeInTheirOrderWithTheirNames(Shell shell) {
    Tools.need("python3");
    shell.session().names().setVariable("python", PYTHON);
    shell.run(
        """
        (web, log) = [socket(), socket(AF_UNIX, SOCK_DGRAM)]
        bind web, "$dir/web"
        listen web
        bind log, "$dir/log"
        p = spawn('python3', '-c', python, listen: [web: web, log: log])
        c = socket()
        connect c, "$dir/web"
        assert recv(c, timeout: 60.s).text == 'hello from web'
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.out.lines == ["web $dir/web", "log $dir/log"]*.toString()
        """);
  }

  @Test
  void listenPidIsThatOfTheProgram(Shell shell) {
    shell.run(
        """
        f = open '/dev/null'
        p = spawn('sh', '-c', 'echo $LISTEN_PID $$ $LISTEN_FDS $LISTEN_FDNAMES; ls /proc/self/fd', listen: [a: f, b: f], fds: [7: f])
        rest = p.out.lines
        assert rest[0] == "$p.pid $p.pid 2 a:b"
        // 5 is the directory that ls reads
        assert rest.drop(1) == ['0', '1', '2', '3', '4', '5', '7']
        assert p.toString().contains(' sh -c ')
        // a list has no names
        assert spawn('sh', '-c', 'echo $LISTEN_FDNAMES', listen: [f, f]).out.trim() == 'unknown:unknown'
        // nothing else comes into the environment
        env = spawn('env', env: System.getenv().collectEntries { k, v -> [k, null] } + [PATH: System.getenv('PATH')], listen: [a: f]).out.lines
        assert env*.replaceFirst('=.*', '') as Set == ['PATH', 'LISTEN_FDS', 'LISTEN_FDNAMES', 'LISTEN_PID'] as Set
        fails(ENOENT) { spawn('no such program', listen: [a: f]) }
        """);
    assertThat(shell.complaint("spawn('true', listen: [a: f], fds: [3: f])")).contains("both give");
    assertThat(shell.complaint("spawn('true', listen: ['a:b': f])")).contains("without ':'");
    assertThat(shell.complaint("spawn('true', listen: 'x')")).contains("[name: descriptor]");
  }

  @Test
  void whatAServiceSaysIsKept(Shell shell) {
    Tools.need("systemd-notify");
    shell.run(
        """
        script = 'systemd-notify --status="at work"; systemd-notify --ready; read x; systemd-notify STOPPING=1'
        (r, w) = pipe()
        p = spawn('sh', '-c', script, fds: [0: r], notify: true)
        eventually(timeout: 60.s) { p.ready }
        assert p.said*.findAll { it.key.toUpperCase() == it.key } == [[STATUS: 'at work'], [READY: '1']]
        assert p.said.every { it.uid == getuid() }
        assert p.toString().endsWith('ready')
        write w, 'end\\n'
        assert p.wait(60.s).exit == 0 : p.err.text
        // what was said before the end is there
        assert p.said.any { it.STOPPING == '1' } && p.ignored.isEmpty()
        assert spawn('true').said == null
        """);
  }

  @Test
  void whatOthersSayDoesNotCount(Shell shell) {
    Tools.need("python3");
    shell.run(
        """
        say = { text -> 'import os, socket; s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); ' +
            "s.sendto(b'$text', os.environ['NOTIFY_SOCKET'].replace('@', chr(0)))" }
        p = spawn('sh', '-c', 'echo $NOTIFY_SOCKET; exec sleep 1000', notify: true)
        where = p.out.readLine(60)
        assert where.startsWith('@')
        other = spawn('python3', '-c', say('READY=1'), env: [NOTIFY_SOCKET: where])
        assert other.wait(60.s).exit == 0 : other.err.text
        eventually(timeout: 60.s) { p.ignored.size() == 1 }
        assert !p.ready && p.said.isEmpty()
        assert p.ignored[0] == [pid: other.pid, uid: getuid(), READY: '1']
        p.kill()
        p.wait 60.s
        // nobody has the name any more
        u = socket AF_UNIX, SOCK_DGRAM
        eventually(timeout: 60.s) { try { sendto u, 'x', where; false } catch (SysException e) { e.errno == ECONNREFUSED } }
        """);
  }

  @Test
  void anotherUsersServiceIsActivatedToo(Shell shell) {
    Tools.needs("root".equals(System.getProperty("user.name")), "only root may be another user");
    Tools.need("systemd-notify");
    shell.run(
        """
        f = open '/dev/null'
        p = spawn('sh', '-c', '[ $LISTEN_PID = $$ ] && id -un && systemd-notify --ready', user: 'nobody', listen: [a: f], notify: true)
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.out.trim() == 'nobody' && p.ready
        """);
  }

  @Test
  void linesAreShownAsTheyCome(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        p = spawn('sh', '-c', 'echo one; echo two >&2; read x; printf three', fds: [0: r], live: true)
        assert p.out.readLine(60) == 'one' && p.err.readLine(60) == 'two'
        """);
    assertThat(shell.narrated()).containsExactlyInAnyOrder("sh: one", "sh: two");
    shell.run("close w; close r; p.wait 60.s; assert p.out.text == 'one\\nthree'");
    assertThat(shell.narrated()).hasSize(3).last().isEqualTo("sh: three");
  }

  @Test
  void nothingIsLeftOfAServiceThatCouldNotBeStarted(Shell shell) {
    shell.run(
        """
        sockets = { new File('/proc/self/fd').list().count { n ->
          try { "${java.nio.file.Files.readSymbolicLink(java.nio.file.Path.of('/proc/self/fd', n))}".startsWith('socket:') } catch (IOException closed) { false } } }
        spawn('true', notify: true).wait()
        before = sockets()
        20.times { fails(ENOENT) { spawn('no such program', notify: true) } }
        20.times { spawn('true', notify: true).wait() }
        // of 40; Java may open one of its own meanwhile
        eventually(timeout: 60.s) { sockets() <= before + 2 }
        """);
  }
}

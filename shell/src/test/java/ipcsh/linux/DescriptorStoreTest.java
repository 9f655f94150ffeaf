package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.handle.DescriptorStore;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.language.MemberNames;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Descriptors that a program leaves to its successor, as systemd's descriptor store keeps them: the
 * programs use libsystemd, {@code sd_pid_notify_with_fds(3)}.
 */
@OnShell
class DescriptorStoreTest {
  /** {@code send(text, descriptor...)}; {@code barrier()} returns when it was received. */
  private static final String PYTHON =
      """
      import ctypes, os, signal, socket, sys
      sd = ctypes.CDLL('libsystemd.so.0')
      def send(text, *fds):
          assert sd.sd_pid_notify_with_fds(0, 0, text.encode(), (ctypes.c_int * len(fds))(*fds), len(fds)) > 0
      def barrier():
          assert sd.sd_notify_barrier(0, ctypes.c_uint64(60_000_000)) > 0
      """;

  @BeforeEach
  void needsThem(Shell shell) {
    Tools.need("python3");
    // has the library
    Tools.need("systemd-notify");
    shell.session().names().setVariable("python", PYTHON);
  }

  @Test
  void successorGetsWhatAKilledProgramHadSent(Shell shell) {
    shell.run(
        """
        store = fdstore()
        l = socket(); bind l, "$dir/web"; listen l
        c = socket(); connect c, "$dir/web"
        program = python + '''
        a, _ = socket.socket(fileno=3).accept()
        send('FDSTORE=1\\\\nFDNAME=c 1', a.fileno())
        os.kill(os.getpid(), signal.SIGKILL)
        '''
        p = spawn('python3', '-c', program.stripIndent(), listen: [web: l], store: store)
        assert p.wait(60.s).signal == SIGKILL : p.err.text
        assert store.names == ['c 1'] && p.said*.FDNAME == ['c 1']
        send c, 'hello'
        echo = 'import os, socket; print(os.environ["LISTEN_FDNAMES"]); s = socket.socket(fileno=4); s.sendall(s.recv(9) + b"!")'
        q = spawn('python3', '-c', echo, listen: [web: l], store: store)
        assert recv(c, timeout: 60.s).text == 'hello!'
        assert q.wait(60.s).exit == 0 && q.out.trim() == 'web:c 1'
        close c
        eventually(timeout: 60.s) { store.size() == 0 }
        store.close()
        """);
  }

  @Test
  void storeKeepsAndForgetsAsSystemdDoes(Shell shell) {
    shell.run(
        """
        store = fdstore()
        program = python + '''
        r, w = os.pipe()
        r2, w2 = os.pipe()
        f = os.open('/dev/null', os.O_RDONLY)
        send('FDSTORE=1\\\\nFDNAME=pipes', r, r2)
        send('FDSTORE=1\\\\nFDNAME=again', os.dup(r))
        send('FDSTORE=1', f)
        send('FDNAME=kept\\\\nFDSTORE=1\\\\nFDNAME=other\\\\nFDPOLL=0', os.open('/dev/full', os.O_RDONLY))
        send('FDSTOREREMOVE=1\\\\nFDNAME=kept\\\\nFDNAME=other')
        send('FDSTORE=1\\\\nFDNAME=a:b', os.open('/dev/zero', os.O_RDONLY))
        send('FDNAME=lost', w)
        send('FDSTORE=1\\\\nFDNAME=kept\\\\nFDPOLL=0', os.pipe()[0])
        barrier(); print('sent', flush=True); sys.stdin.readline()
        os.close(w)
        print('one', flush=True); sys.stdin.readline()
        send('FDSTOREREMOVE=1\\\\nFDNAME=stored')
        send('FDSTOREREMOVE=1')
        barrier(); print('two', flush=True); sys.stdin.readline()
        '''
        (r, w) = pipe()
        p = spawn('python3', '-c', program.stripIndent(), store: store, fds: [0: r])
        assert p.out.readLine(60) == 'sent' : p.err.text
        assert store.names == ['pipes', 'pipes', 'stored', 'stored', 'kept']
        assert p.said.findAll { it.refused }.isEmpty()
        write w, '.\\n'
        // the other end of the first pipe is closed; that of the last one was closed at once
        eventually(timeout: 60.s) { store.names == ['pipes', 'stored', 'stored', 'kept'] }
        write w, '.\\n'
        assert p.out.readLine(60) == 'one'
        assert p.out.readLine(60) == 'two' : p.err.text
        assert store.names == ['pipes', 'kept']
        write w, '.\\n'
        assert p.wait(60.s).exit == 0 : p.err.text
        // with the program, the write end of the second pipe
        eventually(timeout: 60.s) { store.names == ['kept'] }
        store.close()
        """);
  }

  @Test
  void fullStoreRefusesAndStrangersAreIgnored(Shell shell) {
    shell.run(
        """
        store = fdstore(2)
        program = python + '''
        pipes = [os.pipe() for i in range(4)]
        send('FDSTORE=1\\\\nFDNAME=a', *[r for r, w in pipes])
        barrier()
        print(os.environ['NOTIFY_SOCKET'], flush=True)
        sys.stdin.readline()
        '''
        (r, w) = pipe()
        p = spawn('python3', '-c', program.stripIndent(), store: store, fds: [0: r])
        where = p.out.readLine(60)
        assert store.names == ['a', 'a'] && p.said[0].refused == 2
        // a stranger, whose descriptor is closed
        (x, y) = pipe()
        other = spawn('python3', '-c', python + "\\nsend('FDSTOREREMOVE=1\\\\nFDNAME=a'); send('FDSTORE=1', 3)", env: [NOTIFY_SOCKET: where], listen: [x])
        assert other.wait(60.s).exit == 0 : other.err.text
        eventually(timeout: 60.s) { p.ignored.size() == 2 }
        assert store.names == ['a', 'a']
        close x
        fails(EPIPE) { write y, '.' }
        write w, '.\\n'
        assert p.wait(60.s).exit == 0 : p.err.text
        store.close()
        """);
  }

  @Test
  void shellPutsAndTakes(Shell shell) {
    shell.run(
        """
        store = fdstore()
        (a, b) = socketpair()
        assert store.put('a', a) && !store.put('again', dup(a))
        close a
        send b, 'x'
        t = store.take('a')
        assert recv(t).text == 'x' && store.size() == 0
        store.put('a', t)
        assert store.remove('a') == 1 && store.remove('a') == 0
        int n = t.number
        store.put('a', n); close t; store.close()
        """);
    assertThat(shell.complaint("store.put('x', b)")).contains("is closed");
    assertThat(shell.complaint("spawn('true', store: store)")).contains("is closed");
    assertThat(shell.complaint("spawn('true', store: 1)")).contains("store");
    assertThat(shell.complaint("fdstore(0)")).contains("how many descriptors");
    assertThat(shell.complaint("store.take 'x'")).contains("is closed");
    shell.run("store = fdstore(1)");
    assertThat(shell.complaint("store.put(null, b)")).contains("without ':', given null");
    assertThat(shell.complaint("store.put('x', null)")).contains("expected a descriptor");
    assertThat(shell.complaint("store.take(null)")).contains("expected one of [], given null");
    assertThat(shell.complaint("store.put('x', socket())")).contains("neither connected nor");
    assertThat(shell.complaint("c = fork(); c { store.close() }")).contains("belongs to the shell");
    assertThat(shell.complaint("spawn('true', store: 3)")).contains("store = fdstore(), given 3");
    assertThat(shell.complaint("store.put('a:b', b)")).contains("without ':'");
    assertThat(shell.complaint("store.take('x')")).contains("expected one of []");
    shell.run("store.put('b', b)");
    assertThat(shell.complaint("spawn('true', store: store, fds: [3: b])"))
        .contains("fds: and store: both give the program a descriptor 3");
    assertThat(MemberNames.of(DescriptorStore.class))
        .containsExactly(
            "close", "names", "properties", "put", "remove", "size", "take", "toString");
    assertThat(shell.complaint("store.put('c', stdin = open('/dev/null'))")).contains("full");
    assertThat(shell.line("store")).contains("b  unix stream");
    shell.run("store.close()");
    assertThat(shell.line("store")).isEqualTo("store  closed");
  }

  @Test
  void nothingIsLeftOfAStore(Shell shell) {
    shell.run(
        """
        count = { new File('/proc/self/fd').list().size() }
        once = { ->
          store = fdstore()
          (r, w) = pipe()
          store.put 'r', r
          assert spawn('sh', '-c', 'exit $LISTEN_FDS', store: store).wait(60.s).exit == 1
          [r, w].each { close it }
          store.close()
        }
        once()
        before = count()
        20.times { once() }
        // of at least 20; Java may open some of its own meanwhile
        eventually(timeout: 60.s) { count() <= before + 10 }
        """);
  }
}

package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptors and memory of C programs, and ours from a C program. */
@OnShell
class PidfdInCTest {
  @TempDir static Path programs;
  private static Path program;

  @BeforeAll
  static void compile() throws IOException {
    program = Tools.compile(programs, "pidfd.c");
  }

  @BeforeEach
  void name(Shell shell) {
    shell.session().names().setVariable("prog", program.toString());
  }

  @Test
  void takesADescriptorOfOurs(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        p = spawn(prog, 'take', getpid(), w.number)
        assert p.wait(60.s).exit == 0 : p.err.text
        assert read(r).text == 'from C'
        """);
  }

  @Test
  void itsVariableIsReadAndWritten(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        p = spawn(prog, 'variable', fds: [0: r])
        address = Long.decode(p.out.readLine(60.s))
        assert process_vm_readv(p, address, 4).text == 'of C'
        assert process_vm_writev(p, address, 'of ipcsh\\0') == 9
        write w, '\\n'
        assert p.out.readLine(60.s) == 'of ipcsh'
        fails(EFAULT) { process_vm_readv p, 8, 4 }
        """);
  }

  @Test
  void readsAndWritesARegionOfOurs(Shell shell) {
    shell.run(
        """
        m = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
        poke m, 100, 'of ipcsh'
        p = spawn(prog, 'read', getpid(), m.address + 100, 8)
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.out.trim() == 'of ipcsh'
        p = spawn(prog, 'write', getpid(), m.address)
        assert p.wait(60.s).exit == 0 : p.err.text
        assert peek(m, 0, 6).text == 'from C'
        """);
  }

  @Test
  void descriptorsAreRefusedInBothDirections(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        try { getsockopt b, SOL_SOCKET, SO_PASSRIGHTS } catch (SysException e) { assert e.errno == ENOPROTOOPT; return }
        p = spawn(prog, 'refuse', fds: [3: b])
        assert p.out.readLine(60.s) == 'refused'
        fails(EPERM) { sendfd a, a }
        assert send(a, 'x') == 1
        p.kill()
        (a, b) = socketpair()
        setsockopt a, SOL_SOCKET, SO_PASSRIGHTS, 0
        assert spawn(prog, 'send', fds: [3: b]).out.trim() == 'EPERM'
        setsockopt a, SOL_SOCKET, SO_PASSRIGHTS, 1
        assert spawn(prog, 'send', fds: [3: b]).out.trim() == 'sent'
        close recvfd(a)
        """);
  }

  @Test
  void pidfdsOfPython(Shell shell) {
    Tools.need("python3");
    shell.run(
        """
        (a, b) = socketpair()
        p = spawn('python3', '-c', '''
        import os, signal, socket
        s = socket.socket(fileno=3)
        mine = os.pidfd_open(os.getpid())
        socket.send_fds(s, [b'mine'], [mine])
        data, fds, flags, address = socket.recv_fds(s, 10, 1)
        signal.pidfd_send_signal(fds[0], signal.SIGTERM)
        signal.pause()
        '''.stripIndent(), fds: [3: b])
        close b
        m = recvmsg a, 10, timeout: 60.s
        assert m.fds[0].toString().endsWith("pidfd  process $p.pid")
        q = spawn('sleep', '1000')
        sendfd a, pidfd_open(q)
        assert waitid(P_PID, q, timeout: 60.s).signal == SIGTERM
        pidfd_send_signal m.fds[0], SIGINT
        assert waitid(P_PIDFD, m.fds[0], timeout: 60.s).pid == p.pid
        """);
  }

  @Test
  void errorsAndTimesThatPythonAndWeAskFor(Shell shell) {
    Tools.need("python3");
    shell.run(
        """
        u = socket AF_INET, SOCK_DGRAM
        bind u, '127.0.0.1:0'
        t = socket AF_INET, SOCK_DGRAM
        bind t, '127.0.0.1:0'
        gone = getsockname t
        close t
        // Python asks, we are told
        p = spawn('python3', '-c', '''
        import socket, sys
        s = socket.socket(fileno=3)
        s.setsockopt(socket.IPPROTO_IP, 11, 1)                       # IP_RECVERR
        s.setsockopt(socket.SOL_SOCKET, 29, 1)                       # SO_TIMESTAMP
        host, port = sys.argv[1].split(':')
        s.sendto(b'ping', (host, int(port)))
        s.detach()
        '''.stripIndent(), gone, fds: [3: u])
        assert p.wait(60.s).exit == 0 : p.err.text
        assert poll([u], 0, timeout: 60.s).size() == 1
        m = recvmsg u, 10, MSG_ERRQUEUE
        assert m.error == ECONNREFUSED && m.text == 'ping' && m.timestamp != null
        // we ask, Python is told
        sendto u, 'pong', gone
        poll([u], 0, timeout: 60.s)
        p = spawn('python3', '-c', '''
        import socket, struct
        s = socket.socket(fileno=3)
        data, control, flags, address = s.recvmsg(10, 1000, socket.MSG_ERRQUEUE)
        error = [d for level, type, d in control if (level, type) == (0, 11)][0]
        print(data.decode(), struct.unpack('=I', error[:4])[0])
        s.detach()
        '''.stripIndent(), fds: [3: u])
        assert p.out.trim() == "pong $ECONNREFUSED.number" : p.err.text
        """);
  }
}

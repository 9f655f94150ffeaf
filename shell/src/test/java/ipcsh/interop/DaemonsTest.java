package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.Test;

/** The shell communicates with daemons, and acts as one, in their own protocols. */
@OnShell
class DaemonsTest {
  /**
   * sd_notify(3): the pipe that comes with BARRIER=1 is closed when everything before it has been
   * processed.
   */
  @Test
  void systemdNotifyWaitsUntilItsBarrierIsClosed(Shell shell) {
    Tools.need("systemd-notify");
    shell.run(
        """
        n = socket AF_UNIX, SOCK_DGRAM
        bind n, "$dir/notify"
        setsockopt n, SOL_SOCKET, SO_PASSCRED, 1
        p = spawn('systemd-notify', '--ready', '--status=at work', env: [NOTIFY_SOCKET: "$dir/notify"])
        m = recvmsg n
        assert m.text.readLines() as Set == ['READY=1', 'STATUS=at work'] as Set && m.fds.isEmpty()
        // one that may forge them says that it is its parent, which is the service
        assert m.cred.uid == getuid() && m.cred.pid in [getpid(), p.pid]
        m = recvmsg n
        assert m.text == 'BARRIER=1' && m.fds.size() == 1
        barrier = m.fds[0]
        assert barrier.toString().endsWith('pipe  write end')
        fails(ETIMEDOUT) { p.wait 100.ms }
        // in flight it is still open
        (a, b) = socketpair()
        sendfd a, barrier
        close barrier
        fails(ETIMEDOUT) { p.wait 100.ms }
        close recvfd(b)
        assert p.wait(60.s).exit == 0 : p.err.text
        """);
  }

  /** The protocol of OpenSSH's PROTOCOL.agent: length, type, contents. */
  @Test
  void sshAgentReportsItsIdentities(Shell shell) {
    Tools.need("ssh-agent");
    shell.run(
        """
        p = spawn('ssh-agent', '-D', '-a', "$dir/agent")
        assert p.out.readLine().startsWith('SSH_AUTH_SOCK=')
        a = socket()
        connect a, "$dir/agent"
        assert getsockopt(a, SOL_SOCKET, SO_PEERCRED).pid == p.pid
        (REQUEST_IDENTITIES, IDENTITIES_ANSWER) = [11, 12]
        ask = {
          send a, pack('>IB', 1, REQUEST_IDENTITIES)
          (length) = unpack('>I', recv(a, 4).bytes)
          recv a, length, MSG_WAITALL
        }
        assert unpack('>BI', ask().bytes) == [IDENTITIES_ANSWER, 0]
        assert spawn('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'a test', '-f', "$dir/key").wait(60.s).exit == 0
        add = spawn('ssh-add', "$dir/key", env: [SSH_AUTH_SOCK: "$dir/agent"])
        assert add.wait(60.s).exit == 0 : add.err.text
        (type, count, n, blob, m, comment) = unpack('>BII51sI6s', ask().bytes)
        assert [type, count, n, m] == [IDENTITIES_ANSWER, 1, 51, 6] && comment == 'a test'
        assert pack('51s', blob).encodeBase64().toString() == new File("$dir/key.pub").text.split(' ')[1]
        p.kill()
        p.wait 60.s
        """);
  }

  /** A message of D-Bus, little endian: header fields, each at a multiple of 8, and a body. */
  private static final String BUS =
      """
      new File("$dir/bus.conf").text = \"""<busconfig>
        <type>custom</type>
        <listen>unix:path=$dir/bus</listen>
        <auth>EXTERNAL</auth>
        <policy context="default">
          <allow send_destination="*"/>
          <allow receive_sender="*"/>
          <allow own="*"/>
        </policy>
      </busconfig>\"""
      p = spawn('dbus-daemon', '--nofork', '--nopidfile', '--nosyslog', '--print-address', "--config-file=$dir/bus.conf")
      assert p.out.readLine(60).startsWith("unix:path=$dir/bus,guid=")
      s = socket()
      connect s, "$dir/bus"
      assert getsockopt(s, SOL_SOCKET, SO_PEERCRED).pid == p.pid
      say = { line -> send s, "$line\\r\\n" }
      heard = { recv(s).text.trim() }
      uid = { it.toString().bytes.encodeHex() }
      padded = { data -> data.toList() + [0] * (-data.size() & 7) }
      field = { code, type, value ->
        switch (type) {
          case 'u': return pack('<BBsBI', code, 1, type, 0, value)
          case 'g': return pack("<BBsBB${value.length()}sB", code, 1, type, 0, value.length(), value, 0)
          default: return pack("<BBsBI${value.length()}sB", code, 1, type, 0, value.length(), value, 0)
        }
      }
      message = { type, serial, fields, body = [] ->
        def array = fields.inject([]) { all, it -> padded(all) + field(*it).toList() }
        padded(pack('<sBBBIII', 'l', type, 0, 1, body.size(), serial, array.size()).toList() + array) + body
      }
      """;

  @Test
  void dbusDaemonBelievesTheKernelAndNotTheClient(Shell shell) {
    Tools.need("dbus-daemon");
    shell.run(
        BUS
            + """
            send s, '\\0'
            say "AUTH EXTERNAL ${uid(getuid() + 1)}"
            assert heard() == 'REJECTED EXTERNAL'
            say "AUTH EXTERNAL ${uid(getuid())}"
            assert heard() ==~ /OK [0-9a-f]{32}/
            say 'NEGOTIATE_UNIX_FD'
            assert heard() == 'AGREE_UNIX_FD'
            say 'BEGIN'
            bus = 'org.freedesktop.DBus'
            send s, message(1, 1, [[1, 'o', '/org/freedesktop/DBus'], [2, 's', bus], [3, 's', 'Hello'], [6, 's', bus]])
            got = ''
            while (!(got =~ /:1\\.\\d+/)) got += recv(s).text
            name = (got =~ /:1\\.\\d+/)[0]

            // a signal to ourselves with a descriptor, which the daemon passes on
            (r, w) = pipe()
            fields = [[1, 'o', '/x'], [2, 's', 'x.Y'], [3, 's', 'Take'], [6, 's', name], [8, 'g', 'h'], [9, 'u', 1]]
            sendfd s, w, message(4, 2, fields, pack('<I', 0).toList())
            close w
            do { m = recvmsg s } while (m.fds.isEmpty())
            write m.fds[0], 'through the bus'
            assert m.text.contains('Take') && read(r).text == 'through the bus'
            close m.fds[0]
            assert read(r).eof
            close s
            p.kill()
            p.wait 60.s
            """);
  }
}

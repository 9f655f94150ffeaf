package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials exchanged with C programs in the manner of Kerrisk's textbook, true and forged. */
@OnShell
class CredentialsInCTest {
  @TempDir static Path programs;
  private static Path sender;
  private static Path receiver;

  /** Sockets of the type: one connected to the receiver, one that receives from senders. */
  private static final String BOTH =
      """
      type = ['-d': SOCK_DGRAM, '-q': SOCK_SEQPACKET][option] ?: SOCK_STREAM
      options = option ? [option] : []
      me = [pid: getpid(), uid: getuid(), gid: getgid()]
      to = {
        p = spawn(receiver, *options, "$dir/s")
        assert p.out.readLine() == 'bound'
        s = socket AF_UNIX, type
        connect s, "$dir/s"
        s
      }
      l = socket AF_UNIX, type
      bind l, "$dir/l"
      setsockopt l, SOL_SOCKET, SO_PASSCRED, 1
      if (type != SOCK_DGRAM) listen l
      assert spawn('chmod', '0755', dir).wait().exit == 0 && spawn('chmod', '0777', "$dir/l").wait().exit == 0
      from = {
        s = type == SOCK_DGRAM ? l : accept(l)
        setsockopt s, SOL_SOCKET, SO_PASSCRED, 1
        m = recvmsg s
        assert unpack('=i', m.bytes) == [12345]
        m.cred
      }
      """;

  @BeforeAll
  static void compile() throws IOException {
    sender = Tools.compile(programs, "scm_cred_send.c");
    receiver = Tools.compile(programs, "scm_cred_recv.c");
    // for a process that runs as nobody
    Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @BeforeEach
  void names(Shell shell) {
    shell.session().names().setVariable("sender", sender.toString());
    shell.session().names().setVariable("receiver", receiver.toString());
  }

  private static void both(Shell shell, String option, String code) {
    shell.session().names().setVariable("option", option);
    shell.run(BOTH + code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d", "-q"})
  void trueOnesFromC(String option, Shell shell) {
    both(
        shell,
        option,
        """
        for (how in [[], ['-n']]) {
          p = spawn(sender, *options, *how, "$dir/l")
          assert from() == [pid: p.pid, uid: getuid(), gid: getgid()]
          if (type != SOCK_DGRAM) assert getsockopt(s, SOL_SOCKET, SO_PEERCRED).pid == p.pid
          assert p.wait(60.s).exit == 0 : p.err.text
          assert p.out == "$p.pid ${getuid()} ${getgid()}\\n"
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d", "-q"})
  void trueOnesToC(String option, Shell shell) {
    both(
        shell,
        option,
        """
        ours = me.values().join(' ')
        said = ["4 bytes, data 7", "sender $ours"] + (type == SOCK_DGRAM ? [] : ["peer $ours"])
        for (how in [[:], [cred: [:]], [cred: me]]) {
          s = to()
          sendmsg(how, s, pack('=i', 7))
          assert p.wait(60.s).exit == 0 : p.err.text
          assert p.out.lines.tail() == said
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d", "-q"})
  void onlyRootMayForgeThem(String option, Shell shell) {
    both(
        shell,
        option,
        """
        root = geteuid() == 0
        p = spawn(sender, *options, "$dir/l", '1', '4711', '4712')
        if (root) {
          assert from() == [pid: 1, uid: 4711, gid: 4712]
          assert p.wait(60.s).exit == 0 : p.err.text
        } else {
          assert p.wait(60.s).exit == 1 && p.err == 'sendmsg: Operation not permitted\\n'
        }
        s = to()
        if (root) {
          sendmsg s, pack('=i', 7), cred: [pid: 1, uid: 4711, gid: 4712]
          assert p.wait(60.s).exit == 0 : p.err.text
          assert p.out.lines[2] == 'sender 1 4711 4712'
          // what SO_PEERCRED says nobody can forge
          assert p.out.lines.size() == (type == SOCK_DGRAM ? 3 : 4)
          if (type != SOCK_DGRAM) assert p.out.lines[3] == "peer ${me.values().join(' ')}"
        } else {
          fails(EPERM) { sendmsg s, pack('=i', 7), cred: [pid: 1] }
          p.kill()
        }
        """);
  }

  @Test
  void nobodyMayNotForgeThem(Shell shell) {
    Tools.needs(shell.run("getuid()").equals(0), "only root can become somebody else");
    Tools.need("setpriv");
    both(
        shell,
        "-d",
        """
        for (forged in [['1'], ["\\${PID}", '0'], ["\\${PID}", '65534', '0']]) {
          code = "PID=\\$\\$; exec $sender -d $dir/l ${forged.join(' ')}"
          p = spawn('sh', '-c', code, user: 'nobody')
          assert p.wait(60.s).exit == 1 && p.err == 'sendmsg: Operation not permitted\\n'
        }
        p = spawn(sender, '-d', "$dir/l", user: 'nobody')
        cred = from()
        assert cred.uid == 65534 && cred.pid == p.pid
        assert p.wait(60.s).exit == 0 : p.err.text
        """);
  }
}

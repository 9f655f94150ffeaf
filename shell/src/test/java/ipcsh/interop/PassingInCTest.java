package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Descriptors of every kind to and from C programs in the manner of Kerrisk's textbook, over
 * streams, datagrams (-d) and sequenced packets (-q).
 */
@OnShell
class PassingInCTest {
  @TempDir static Path programs;
  private static Path sender;
  private static Path receiver;

  /** Sockets of the type: one connected to the receiver, one that receives from the sender. */
  private static final String BOTH =
      """
      type = ['-d': SOCK_DGRAM, '-q': SOCK_SEQPACKET][option] ?: SOCK_STREAM
      options = option ? [option] : []
      to = { Object... more ->
        p = spawn(receiver, *options, *more, "$dir/s")
        assert p.out.readLine() == 'bound'
        s = socket AF_UNIX, type
        connect s, "$dir/s"
        s
      }
      from = { Object... kinds ->
        (it, tell) = pipe()
        l = socket AF_UNIX, type
        bind l, "$dir/l"
        if (type != SOCK_DGRAM) listen l
        p = spawn(sender, *options, "$dir/l", *kinds, fds: [0: it])
        type == SOCK_DGRAM ? l : accept(l)
      }
      """;

  @BeforeAll
  static void compile() {
    sender = Tools.compile(programs, "scm_rights_send.c");
    receiver = Tools.compile(programs, "scm_rights_recv.c");
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
  void everyKindToC(String option, Shell shell) {
    both(
        shell,
        option,
        """
        s = to()
        f = open "$dir/f", O_CREAT | O_RDWR, 0600
        pwrite f, 'abcdef', 0
        (r, w) = pipe()
        write w, 'ours'
        (r2, w2) = pipe()
        tcp = {
          def (l, c) = [socket(AF_INET), socket(AF_INET)]
          bind l, '127.0.0.1:0'
          listen l
          connect c, getsockname(l)
          [l, c]
        }
        (listening, c) = tcp()
        (l2, c2) = tcp()
        connected = accept l2
        m = memfd_create 'ours'
        ftruncate m, 4096
        memory = mmap m, 4096
        poke memory, 0, 'ours'
        sendfd s, [f, r, w2, listening, connected, m, s], pack('=i', 7)
        [f, r, w2, listening, connected, m].tail().each { close it }
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.out.lines.tail() == ['4 bytes, data 7', 'file: abc, at 3', 'pipe ours', 'pipe write end',
            'inet socket listening', 'inet socket connected', 'memfd: ours', 'unix socket connected']
        assert lseek(f, 0, SEEK_CUR) == 3
        assert read(r2).text == 'from C' && read(r2).eof
        assert recv(c).text == 'from C' && recv(c2).text == 'from C'
        assert peek(memory, 0, 6).text == 'from C'
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d", "-q"})
  void everyKindFromC(String option, Shell shell) {
    both(
        shell,
        option,
        """
        new File("$dir/f").text = 'abcdef'
        s = from("file:$dir/f", 'pipe-read', 'pipe-write', 'listen', 'tcp', 'memfd', 'eventfd', 'self')
        m = recvmsg s
        assert unpack('=i', m.bytes) == [8] && !m.controlTruncated
        kinds = [/file .*\\/f  O_RDWR  at 0/, /pipe  read end/, /pipe  write end/, /inet stream  listening 127.0.0.1:.*/,
            /inet stream  bound 127.*  connected to 127.*/, /memfd from-c.*/, /eventfd.*/, /unix .*/]
        m.fds.eachWithIndex { fd, i -> assert fd.toString() ==~ /fd \\d+  / + kinds[i] }
        (f, r, w, l, c, memory, e, self) = m.fds
        assert read(f, 3).text == 'abc'
        assert read(r).text == 'from C' && read(r).eof
        write w, 'ours'
        send accept(l), 'hello'
        send c, 'hello too'
        poke mmap(memory, 4096), 0, 'shared'
        write e, pack('=Q', 2)
        write self, 'to ourselves'
        assert recv(s).text == 'to ourselves'
        assert p.out.readLine() == 'sent'
        write tell, '\\n'
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.out.lines.tail() == ["file:$dir/f: at 3", 'pipe-write: ours', 'listen: hello', 'tcp: hello too',
            'memfd: shared', 'eventfd: 42']
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d", "-q"})
  void oneDescriptorBothWays(String option, Shell shell) {
    both(
        shell,
        option,
        """
        s = from('eventfd')
        e = recvfd s
        (q, talk) = [p, tell]
        sendfd to(), e, pack('=i', 1)
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.out.lines.tail() == ['4 bytes, data 1', 'eventfd']
        write talk, '\\n'
        assert q.wait(60.s).exit == 0 && q.out.lines == ['sent', 'eventfd: 42']
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d", "-q"})
  void cHasRoomForOneOnly(String option, Shell shell) {
    both(
        shell,
        option,
        """
        s = to('-n', '1')
        (r, w) = pipe()
        (r2, w2) = pipe()
        sendfd s, [w, w2, w2], pack('=i', 3)
        close w
        close w2
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.out.lines.tail() == ['4 bytes, data 3, MSG_CTRUNC', 'pipe write end']
        assert read(r).text == 'from C' && read(r2).eof
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d", "-q"})
  void weTakeOneOnly(String option, Shell shell) {
    both(
        shell,
        option,
        """
        s = from('pipe-read', 'pipe-write', 'eventfd')
        before = fds.size()
        r = recvfd s
        assert read(r).text == 'from C' && fds.size() == before + 1
        write tell, '\\n'
        assert p.wait(60.s).exit == 0 : p.err.text
        // nobody has the writing end of the second any more
        assert p.out.lines == ['sent', 'pipe-write: ', 'eventfd: 40']
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d", "-q"})
  void descriptorAndCredentialsInOneMessage(String option, Shell shell) {
    both(
        shell,
        option,
        """
        s = to('-c')
        (r, w) = pipe()
        sendmsg s, pack('=i', 1), fds: [w], cred: [pid: getpid()]
        assert p.wait(60.s).exit == 0 : p.err.text
        assert p.out.lines.tail() as Set ==
            ['4 bytes, data 1', 'pipe write end', "credentials ${getpid()} ${getuid()} ${getgid()}"] as Set
        assert read(r).text == 'from C'
        """);
  }

  @Test
  void unconnectedDatagramSocket(Shell shell) {
    both(
        shell,
        "-d",
        """
        to()
        (r, w) = pipe()
        sendfd socket(AF_UNIX, SOCK_DGRAM), [w, w], pack('=i', 2), to: "$dir/s"
        assert p.wait(60.s).exit == 0 : p.err.text
        assert read(r, 6).text + read(r, 6).text == 'from Cfrom C'
        """);
  }
}

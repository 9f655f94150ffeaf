package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** POSIX message queues shared with C and Python. */
@OnShell
class MessageQueuesTest {
  /** Python has no module for them: the C library by way of ctypes. */
  private static final String PYTHON =
      """
      import ctypes, os, sys
      c = ctypes.CDLL(None, use_errno=True)
      name = sys.argv[1].encode()
      q = c.mq_open(name, os.O_RDWR)
      assert q >= 0, os.strerror(ctypes.get_errno())
      prio = ctypes.c_uint()
      room = ctypes.create_string_buffer(64)
      n = c.mq_receive(q, room, 64, ctypes.byref(prio))
      print(prio.value, room.raw[:n].decode(), flush=True)
      for prio, text in ((2, b'two'), (7, b'seven')): assert c.mq_send(q, text, len(text), prio) == 0
      """;

  @TempDir static Path programs;
  private static Path inC;

  @BeforeAll
  static void compile() {
    inC = Tools.compile(programs, "message_queue.c");
  }

  @BeforeEach
  void names(Shell shell) {
    var names = shell.session().names();
    names.setVariable("program", inC.toString());
    names.setVariable("python", PYTHON);
    shell.run(
        """
        name = '/ipcsh-test-' + new File(dir).name
        c = { Object... more -> spawn(program, name, *more*.toString()) }
        listed = { mqs().find { it.name == name } }
        """);
  }

  @AfterEach
  void noQueueStays(Shell shell) {
    shell.run("try { mq_unlink name } catch (SysException e) { assert e.errno == ENOENT }");
  }

  @Test
  void weReceiveWhatCSent(Shell shell) {
    shell.run(
        """
        assert c('make', 3, 32).wait(60.s).exit == 0
        q = mq_open name
        assert mq_getattr(q) == [flags: 0, maxmsg: 3, msgsize: 32, curmsgs: 0]
        assert c('send', 1, 'low', 9, 'high', 1, 'last').wait(60.s).exit == 0
        assert (1..3).collect { m = mq_receive(q, timeout: 60.s); "$m.priority $m.text" } == ['9 high', '1 low', '1 last']
        // it waits for room
        p = c('send', 0, 'a', 0, 'b', 0, 'c', 0, 'd')
        eventually(timeout: 60.s) { listed().messages == 3 && listed().waiting.size() == 1 }
        4.times { mq_receive q, timeout: 60.s }
        assert p.wait(60.s).exit == 0
        """);
  }

  @Test
  void cReceivesWhatWeSend(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR, 0600, maxmsg: 5, msgsize: 100
        assert c('attributes').out.trim() == '0 5 100 0'
        p = c('receive', 3)
        eventually(timeout: 60.s) { listed().waiting.size() == 1 }
        mq_send q, 'first', 4
        assert p.out.readLine(60) == '4 first'
        mq_send q, ''
        mq_send q, 'x' * 100, 32767
        assert p.wait(60.s).exit == 0
        assert p.out.lines as Set == ['4 first', '0 ', '32767 ' + 'x' * 100] as Set
        """);
  }

  @Test
  void cIsNotifiedOfOurMessageAndKeepsUsFromBeingSo(Shell shell) {
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR
        p = c('notify')
        assert p.out.readLine(60) == 'registered'
        e = fails(EBUSY) { mq_notify q, SIGCHLD }
        assert listed().notifies == "message_queue $p.pid by a call".toString()
        mq_send q, 'x'
        assert p.out.readLine(60) == 'notified 42'
        assert p.wait(60.s).exit == 0
        """);
  }

  @Test
  void pythonReceivesAndSends(Shell shell) {
    Tools.need("python3");
    shell.run(
        """
        q = mq_open name, O_CREAT | O_RDWR, 0600, maxmsg: 5, msgsize: 64
        p = spawn('python3', '-c', python, name)
        mq_send q, 'hello', 3
        assert p.out.readLine(60) == '3 hello'
        assert p.wait(60.s).exit == 0 : p.err.text
        assert (1..2).collect { mq_receive(q).text } == ['seven', 'two']
        """);
  }
}

package ipcsh.channels;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.ControlC;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A descriptor and its channel are closed together, whichever is closed first. */
@OnShell
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChannelsTest {
  private static final String BYTES = "bytes = { java.nio.ByteBuffer.wrap(it.bytes) }\n";
  private static final String TEXT =
      "text = { c, n = 100 -> b = java.nio.ByteBuffer.allocate(n); got = c.read(b);"
          + " [got, new String(b.array(), 0, b.position())] }\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s = socketpair()[0]                                | UnixSocketChannel",
        "s = socket AF_UNIX, SOCK_STREAM                    | UnixSocketChannel",
        "s = socketpair(AF_UNIX, SOCK_SEQPACKET)[0]         | UnixSocketChannel",
        "s = socket AF_UNIX, SOCK_DGRAM                     | UnixDatagramChannel",
        "s = socket(); bind s; listen s                     | UnixServerSocketChannel",
        "s = socket AF_INET, SOCK_STREAM                    | NativeSocketChannel",
        "s = socket AF_INET, SOCK_DGRAM                     | NativeSocketChannel",
        "s = socket AF_INET; listen s                       | NativeServerSocketChannel",
        "s = pipe()[0]                                      | NativeDeviceChannel",
        "s = open '/dev/null', O_RDWR                       | NativeDeviceChannel",
        "s = eventfd 1                                      | NativeDeviceChannel",
        "mkfifo \"$dir/f\"; s = open \"$dir/f\", O_RDWR     | NativeDeviceChannel"
      })
  void channelIsOfTheKindOfTheDescriptor(String code, String kind, Shell shell) {
    shell.run(code.replace("eventfd 1", "memfd_create('x'); close s; s = pipe()[1]"));
    assertThat(shell.line("c = channel s")).startsWith(kind + "  fd ");
    assertThat(shell.run("c.class.superclass.simpleName.replace('Adopted', 'Unix')"))
        .isEqualTo(kind);
    assertThat(shell.run("fd(c) == s && c.getFD() == s.number && channel(s).is(c)"))
        .isEqualTo(true);
    shell.run("c.close()");
    assertThat(shell.complaint("fcntl s, F_GETFL")).contains("EBADF");
  }

  @Test
  void closingTheDescriptorClosesTheChannel(Shell shell) {
    shell.run("(a, b) = socketpair(); c = channel a; close a");
    assertThat(shell.run("c.isOpen()")).isEqualTo(false);
    // the number has been reused
    shell.run("(x, y) = socketpair(); assert x == a.number; send y, 'not for it'");
    assertThat(shell.failure("c.read java.nio.ByteBuffer.allocate(9)"))
        .isInstanceOf(java.nio.channels.ClosedChannelException.class);
    assertThat(shell.run("c.close(); recv(x).text")).isEqualTo("not for it");
    assertThat(shell.run("recv(b).eof")).isEqualTo(true);
  }

  @Test
  void anotherDescriptorOnItsNumberClosesTheChannelAlone(Shell shell) {
    shell.run("(a, b) = socketpair(); (r, w) = pipe(); c = channel a; dup2 r, a.number");
    assertThat(shell.run("c.isOpen()")).isEqualTo(false);
    shell.run("c.close(); write w, 'pipe'");
    assertThat(shell.run("read(a).text")).isEqualTo("pipe");
    assertThat(shell.run("channel(a).class.simpleName")).isEqualTo("DeviceChannel");
  }

  @Test
  void closingShutsNothingDownForWhoHasItToo(Shell shell) {
    shell.run(BYTES + "(a, b) = socketpair(); d = dup a; channel(a).close()");
    shell.run("send b, 'still'; assert recv(d).text == 'still'");
    shell.run("send d, 'here'; assert recv(b).text == 'here'; close d; assert recv(b).eof");
    // the library's own channel shuts the connection down for all holders
    shell.run("(a, b) = socketpair(); d = dup a");
    shell.run("jnr.unixsocket.UnixSocketChannel.fromFD(a.number).close(); assert recv(b).eof");
    assertThat(shell.complaint("send d, 'x'")).contains("EPIPE");
    // not through the session: it notices when it closes the number
    assertThat(shell.complaint("close a")).contains("EBADF");
  }

  @Test
  void channelsOfDuplicatesAreIndependent(Shell shell) {
    shell.run("(a, b) = socketpair(); x = channel a; y = channel dup(a)");
    assertThat(shell.run("!x.is(y) && fd(x) != fd(y)")).isEqualTo(true);
    shell.run("x.close()");
    assertThat(shell.run("y.isOpen() && y.isConnected()")).isEqualTo(true);
    shell.run("y.close(); assert recv(b).eof");
  }

  @Test
  void bytesGoBothWays(Shell shell) {
    shell.run(BYTES + TEXT + "(a, b) = socketpair(); c = channel a");
    assertThat(shell.run("c.write(bytes('hello')) + recv(b).text")).isEqualTo("5hello");
    shell.run("parts = ['one ', 'two'].collect(bytes) as java.nio.ByteBuffer[]");
    assertThat(shell.run("c.write(parts) + recv(b).text + parts*.remaining()"))
        .isEqualTo("7one two[0, 0]");
    shell.run("send b, 'abcdef'");
    shell.run(
        "into = [2, 10].collect { java.nio.ByteBuffer.allocate it } as java.nio.ByteBuffer[]");
    assertThat(shell.run("c.read(into) + ' ' + into*.position()")).isEqualTo("6 [2, 4]");
    assertThat(shell.run("c.read(java.nio.ByteBuffer.allocate(0))")).isEqualTo(0);
    shell.run("c.shutdownOutput(); assert recv(b).eof; shutdown b, SHUT_WR");
    assertThat(shell.run("text(c)[0]")).isEqualTo(-1);
  }

  @Test
  void largeWriteIsWholeWhereItBlocksAndPartWhereItDoesNot(Shell shell) {
    shell.run("(a, b) = socketpair(); c = channel a; size = 3_000_000");
    shell.run("reader = bg { n = 0; while (n < size) n += recv(b, 1 << 20).size; n }");
    shell.run("all = java.nio.ByteBuffer.allocate(size); assert c.write(all) == size");
    assertThat(shell.run("reader.get(20.s)")).isEqualTo(3_000_000);
    shell.run("c.configureBlocking false; all.clear(); n = c.write all");
    assertThat(shell.run("n > 0 && n < size && all.position() == n && c.write(all) == 0"))
        .isEqualTo(true);
  }

  @Test
  void nonBlockingIsOfTheDescription(Shell shell) {
    shell.run("(a, b) = socketpair AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK; c = channel a");
    assertThat(shell.run("c.isBlocking()")).isEqualTo(false);
    assertThat(shell.run("c.read(java.nio.ByteBuffer.allocate(1))")).isEqualTo(0);
    shell.run("c.configureBlocking true");
    assertThat(shell.run("fcntl(a, F_GETFL) & O_NONBLOCK")).isEqualTo(0);
  }

  @Test
  void readThatWaitsIsInterruptedByControlC(Shell shell) {
    shell.run("(a, b) = socketpair(); c = channel a");
    shell.run("(r, w) = pipe(); p = channel r");
    shell.run("l = socket(); bind l; listen l; s = channel l");
    for (String call :
        new String[] {
          "c.read java.nio.ByteBuffer.allocate(1)",
          "p.read java.nio.ByteBuffer.allocate(1)",
          "s.accept()"
        }) {
      ControlC.during(shell, "fails(EINTR) { " + call + " }");
    }
    assertThat(shell.run("c.isOpen() && p.isOpen() && s.isOpen()")).isEqualTo(true);
  }

  @Test
  void closingEndsAReadThatWaitsElsewhere(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair(); c = channel a");
    var channel = (java.nio.channels.ByteChannel) shell.run("c");
    Throwable[] end = new Throwable[1];
    Thread reader =
        new Thread(
            () -> {
              try {
                channel.read(java.nio.ByteBuffer.allocate(1));
              } catch (Throwable e) {
                end[0] = e;
              } finally {
                shell.context().kernel().leaveThread();
              }
            });
    reader.start();
    ipcsh.kit.Wait.until(
        java.time.Duration.ofSeconds(10),
        "a blocked read",
        () -> {
          var call = shell.context().kernel().callOf(reader);
          return call != null && call.description() != null;
        });
    shell.run("close a");
    reader.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(end[0]).isInstanceOf(java.nio.channels.AsynchronousCloseException.class);
  }

  @Test
  void failuresAreIoExceptionsWithTheErrno(Shell shell) {
    shell.run(BYTES + "(a, b) = socketpair(); c = channel a; close b");
    assertThat(shell.failure("c.write bytes('x')"))
        .isInstanceOfSatisfying(
            jnr.enxio.channels.NativeException.class,
            e -> assertThat(e.getErrno()).isEqualTo(jnr.constants.platform.Errno.EPIPE))
        .hasMessageContaining("= -1 EPIPE (Broken pipe)");
  }

  @Test
  void callsAreTracedAndInjected(Shell shell) {
    shell.run("(a, b) = socketpair(); c = channel a; inject 'read', ECONNRESET");
    assertThat(shell.failure("c.read java.nio.ByteBuffer.allocate(5)"))
        .hasMessageContaining("ECONNRESET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "channel 999                         | fcntl(999, F_GETFL) = -1 EBADF",
        "s = socket(); close s; channel s    | EBADF",
        "channel open('/etc/passwd')         | given a regular file, which is always ready",
        "channel memfd_create('x')           | given a regular file, which is always ready",
        "channel open('/')                   | given a directory",
        "channel open('/', O_PATH)           | given a place in the file system (O_PATH)",
        "channel 'text'                      | channel",
        "fd 4                                | given a java.lang.Integer",
        "fd null                             | given null",
        "j = new FileInputStream('/dev/null'); try { fd j.channel } finally { j.close() }"
            + " | given a sun.nio.ch.FileChannelImpl",
        "c = fork(); s = socket(); c { channel s } | a forked child uses the commands"
      })
  void badInputIsRefused(String code, String said, Shell shell) {
    assertThat(shell.complaint(code)).contains(said);
  }

  @Test
  void channelIsTheShellsInAForkedChildToo(Shell shell) {
    shell.run("(a, b) = socketpair(); c = channel a; k = fork()");
    assertThat(shell.complaint("k { c.read java.nio.ByteBuffer.allocate(1) }"))
        .contains("a forked child uses the commands");
    // a child closes only its own descriptor
    shell.run("k { close a }");
    assertThat(shell.run("c.isOpen()")).isEqualTo(true);
    shell.run("send b, 'x'");
    assertThat(shell.run("c.read(java.nio.ByteBuffer.allocate(1))")).isEqualTo(1);
  }

  @Test
  void channelsOfTheLibraryBecomeDescriptors(Shell shell) {
    shell.run(
        "u = jnr.unixsocket.UnixSocketChannel.pair()*.tap { it.configureBlocking(true) }; "
            + "(x, y) = u.collect { fd it }; send x, 'hello'");
    assertThat(shell.run("recv(y).text")).isEqualTo("hello");
    shell.run("u*.close()");
    assertThat(shell.complaint("fd u[0]")).contains("the channel is closed");
    shell.run("[x, y].each { try { close it } catch (SysException e) { } }");
  }
}

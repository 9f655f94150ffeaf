package ipcsh.channels;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import jnr.unixsocket.UnixSocketChannel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names are bytes, as in the kernel; jnr-unixsocket alone gets this wrong. */
@OnShell
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NamesTest {
  /** After the first socket() the Java virtual machine keeps a socket of its own permanently. */
  @BeforeAll
  static void firstUse() throws IOException {
    for (UnixSocketChannel channel : UnixSocketChannel.pair()) {
      channel.socket().close();
    }
  }

  @BeforeEach
  void words(Shell shell) {
    shell.run(
        """
        name = { new jnr.unixsocket.UnixSocketAddress(it) }
        bytes = { java.nio.ByteBuffer.wrap(it.bytes) }
        room = { java.nio.ByteBuffer.allocate 100 }
        chdir dir
        """);
  }

  @Test
  void nameIsBoundByItsBytes(Shell shell) {
    shell.run("s = socket AF_UNIX, SOCK_DGRAM; c = channel s; c.bind name('größe-é')");
    assertThat(shell.run("getsockname(s) == 'größe-é' && \"${c.localAddress}\" == 'größe-é'"))
        .isEqualTo(true);
    shell.run("d = socket AF_UNIX, SOCK_DGRAM; e = channel d");
    assertThat(shell.run("e.send bytes('x'), name('größe-é')")).isEqualTo(1);
    // so does Java's own address
    assertThat(shell.run("e.send bytes('y'), UnixDomainSocketAddress.of('größe-é')")).isEqualTo(1);
    assertThat(shell.run("recv(s).text + recv(s).text")).isEqualTo("xy");
    // the library counts two bytes too few
    shell.run("u = jnr.unixsocket.UnixDatagramChannel.open(); u.bind name('größe-ä')");
    assertThat(shell.run("new File(dir, 'größe-ä').exists()")).isEqualTo(false);
    shell.run("u.close()");
  }

  @Test
  void pathOf108BytesIsWhole(Shell shell) {
    shell.run("path = 'n' * 108; s = socket(); c = channel s; c.bind name(path); listen s");
    assertThat(shell.run("getsockname(s) == path && \"${c.localAddress}\" == path"))
        .isEqualTo(true);
    shell.run("p = socket(); q = channel p; q.connect name(path); a = accept s");
    assertThat(shell.run("\"${q.remoteAddress}\" == path && q.isConnected()")).isEqualTo(true);
    assertThat(shell.failure("channel(socket()).bind name('n' * 109)"))
        .hasMessageContaining("expected a name of 1 to 108 bytes, given 109");
    // the library by itself
    shell.run("u = jnr.unixsocket.UnixDatagramChannel.open(); u.bind name('m' * 108)");
    assertThat(shell.run("new File(dir, 'm' * 108).exists()")).isEqualTo(false);
    shell.run("u.close()");
  }

  @Test
  void replyReachesASenderWhateverItsName(Shell shell) {
    shell.run("s = socket AF_UNIX, SOCK_DGRAM; bind s, 'server'; c = channel s");
    for (String its :
        new String[] {"client", "./@odd", "@abstract", "caf\\udce9", "@tight\\0\\0"}) {
      shell.run(
          "d = socket AF_UNIX, SOCK_DGRAM; bind d, '%s'; sendto d, 'question', 'server'"
              .formatted(its));
      shell.run("from = c.receive room(); c.send bytes('answer'), from");
      assertThat(shell.run("recv(d, 10, MSG_DONTWAIT).text")).as(its).isEqualTo("answer");
      assertThat(shell.run("\"$from\" == \"${getsockname d}\"")).as(its).isEqualTo(true);
      shell.run("close d");
    }
  }

  @Test
  void senderWithoutANameIsUnnamed(Shell shell) {
    shell.run("(a, b) = socketpair AF_UNIX, SOCK_DGRAM; c = channel a; send b, 'x'");
    assertThat(shell.line("from = c.receive room()")).isEqualTo("unnamed");
    assertThat(shell.run("from.isUnnamed() && from.path() == ''")).isEqualTo(true);
    assertThat(shell.failure("c.send bytes('x'), from"))
        .hasMessageContaining("the socket has no name: it cannot be reached by one");
    assertThat(shell.run("c.localAddress")).isNull();
    // the ends of a pair are connected, so an answer can be sent
    assertThat(shell.run("c.write(bytes('y')) + recv(b).text")).isEqualTo("1y");
    // the library by itself
    shell.run("u = jnr.unixsocket.UnixDatagramChannel.pair(); (x, y) = u.collect { fd it }");
    shell.run("send y, 'x'");
    assertThat(shell.run("u[0].receive(room()).toString()"))
        .asString()
        .contains("__UNKNOWN_CONSTANT__");
    shell.run("u*.close(); [x, y].each { try { close it } catch (SysException e) { } }");
  }

  @Test
  void datagramsAreKeptApartAndConnectIsTheKernels(Shell shell) {
    shell.run("(a, b) = [1, 2].collect { socket AF_UNIX, SOCK_DGRAM }; bind a, 'a'; bind b, 'b'");
    shell.run("c = channel b");
    assertThat(shell.failure("c.write bytes('x')"))
        .isInstanceOf(java.nio.channels.NotYetConnectedException.class);
    shell.run("c.connect name('a'); c.write bytes('x'); c.write bytes('')");
    assertThat(shell.run("recv(a).text + recv(a).size + getpeername(b)")).isEqualTo("x0a");
    shell.run("sendto a, '', 'b'; sendto a, 'ABCDE', 'b'; sendto a, 'next', 'b'");
    assertThat(shell.run("c.read room()")).isEqualTo(0);
    assertThat(shell.run("c.read java.nio.ByteBuffer.allocate(3)")).isEqualTo(3);
    assertThat(shell.run("c.read room()")).isEqualTo(4);
    shell.run("c.configureBlocking false");
    assertThat(shell.run("c.receive room()")).isNull();
    assertThat(shell.run("c.read room()")).isEqualTo(0);
    shell.run("c.disconnect()");
    assertThat(shell.run("c.isConnected()")).isEqualTo(false);
    assertThat(shell.run("c.remoteAddress")).isNull();
    assertThat(shell.failure("c.send bytes('x'), new InetSocketAddress(1)"))
        .isInstanceOf(java.nio.channels.UnsupportedAddressTypeException.class);
  }

  @Test
  void bindingIsNotedAsWhatTheSessionHasMade(Shell shell) {
    shell.run("s = socket(); channel(s).bind name('left')");
    assertThat(shell.line("leftovers")).contains("left");
    shell.run("unlink 'left'");
  }

  @Test
  void timeThatIsUpIsNotTheEnd(Shell shell) {
    shell.run(
        "(a, b) = socketpair(); c = channel a; "
            + "setsockopt a, SOL_SOCKET, SO_RCVTIMEO, pack('qq', 0, 20_000)");
    assertThat(shell.failure("c.read room()"))
        .isInstanceOf(java.net.SocketTimeoutException.class)
        .hasMessageContaining("EAGAIN");
    assertThat(shell.failure("c.socket().inputStream.read()"))
        .isInstanceOf(java.net.SocketTimeoutException.class);
    shell.run("send b, 'z'");
    assertThat(shell.run("c.socket().inputStream.read()")).isEqualTo((int) 'z');
    shell.run("close b");
    assertThat(shell.run("c.socket().inputStream.read()")).isEqualTo(-1);
    // the library by itself: as at the end
    shell.run("u = jnr.unixsocket.UnixSocketChannel.pair(); s = u[0].socket(); s.soTimeout = 20");
    assertThat(shell.run("s.inputStream.read()")).isEqualTo(-1);
    shell.run("u*.close()");
  }

  @Test
  void connectThatFindsAFullBacklogIsFinishedLater(Shell shell) {
    shell.run("l = socket(); bind l, 'l'; listen l, 0; first = socket(); connect first, 'l'");
    shell.run("s = socket(); c = channel s; c.configureBlocking false");
    assertThat(shell.failure("c.finishConnect()"))
        .isInstanceOf(java.nio.channels.NoConnectionPendingException.class);
    assertThat(shell.failure("c.read room()"))
        .isInstanceOf(java.nio.channels.NotYetConnectedException.class);
    assertThat(shell.run("c.connect(name('l')) || !c.isConnectionPending() || c.finishConnect()"))
        .isEqualTo(false);
    shell.run("one = accept l; assert c.finishConnect() && c.isConnected(); two = accept l");
    assertThat(shell.failure("channel(socket()).connect name('nobody')"))
        .hasMessageContaining("ENOENT");
  }

  @Test
  void optionsAreTheSockets(Shell shell) {
    shell.run("(a, b) = socketpair(); c = channel a");
    shell.run("opt = c.supportedOptions().find { it.name() == 'SO_PEERCRED' }");
    assertThat(shell.run("c.getOption(opt).pid == getpid()")).isEqualTo(true);
    shell.run("c.close()");
    assertThat(shell.failure("c.getOption opt"))
        .isInstanceOf(java.nio.channels.ClosedChannelException.class);
  }
}

package ipcsh.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that use jnr-unixsocket. */
@OnShell
class JnrUnixSocketTest {
  private interface Work<T> {
    T run() throws IOException;
  }

  /**
   * The first use opens files, and after the first socket() the Java virtual machine keeps a socket
   * of its own.
   */
  @BeforeAll
  static void firstUse() throws IOException {
    for (UnixSocketChannel channel : UnixSocketChannel.pair()) {
      channel.socket().close();
    }
  }

  /** Runs blocking work concurrently with the shell. */
  private static <T> CompletableFuture<T> beside(Work<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.run();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static <T> T result(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  private static UnixSocketAddress name(Shell shell, String name) {
    return new UnixSocketAddress(shell.directory().resolve(name).toFile());
  }

  private static String read(ReadableByteChannel channel, int n) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(n);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // until it is full, or end of file
    }
    return new String(buffer.array(), 0, buffer.position(), UTF_8);
  }

  private static void write(WritableByteChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  @Test
  void clientConnectsToUs(Shell shell) throws Exception {
    shell.run("l = socket(); bind l, \"$dir/s\"; listen l");
    CompletableFuture<String> client =
        beside(
            () -> {
              try (UnixSocketChannel channel = UnixSocketChannel.open(name(shell, "s"))) {
                write(channel, "hello");
                return read(channel, 100) + " of " + channel.socket().getCredentials().getPid();
              }
            });
    shell.run(
        """
        s = accept l
        assert recv(s).text == 'hello'
        (r, w) = pipe()
        send s, 'words '
        sendfd s, w, 'and more'
        close w
        close s
        """);
    long me = ProcessHandle.current().pid();
    assertThat(result(client)).isEqualTo("words and more of " + me);
    // it reads with read(2), which discards the descriptor
    shell.run("assert read(r).eof");
  }

  @Test
  void serverAcceptsUs(Shell shell) throws Exception {
    try (UnixServerSocketChannel server = UnixServerSocketChannel.open()) {
      server.socket().bind(name(shell, "s"));
      CompletableFuture<String> accepted =
          beside(
              () -> {
                try (UnixSocketChannel channel = server.accept()) {
                  write(channel, "welcome");
                  return read(channel, 100);
                }
              });
      shell.run(
          """
          c = socket()
          connect c, "$dir/s"
          assert getpeername(c) == "$dir/s" && recv(c).text == 'welcome'
          send c, 'thank you'
          shutdown c, SHUT_WR
          assert recv(c).eof
          """);
      assertThat(result(accepted)).isEqualTo("thank you");
    }
  }

  @Test
  void datagramsGoBothWaysBetweenNames(Shell shell) throws Exception {
    try (UnixDatagramChannel theirs = UnixDatagramChannel.open()) {
      theirs.bind(name(shell, "theirs"));
      shell.run("s = socket AF_UNIX, SOCK_DGRAM; bind s, \"$dir/ours\"");
      theirs.send(ByteBuffer.wrap("ABCDE".getBytes(UTF_8)), name(shell, "ours"));
      shell.run(
          """
          m = recvfrom s, 3
          assert m.text == 'ABC' && m.truncated && m.from == "$dir/theirs"
          sendto s, "[1](${m.text})", m.from
          """);
      ByteBuffer buffer = ByteBuffer.allocate(100);
      UnixSocketAddress from = theirs.receive(buffer);
      assertThat(new String(buffer.array(), 0, buffer.position(), UTF_8)).isEqualTo("[1](ABC)");
      assertThat(from.path()).isEqualTo(name(shell, "ours").path());
    }
  }

  @Test
  void abstractNamesAreTheSame(Shell shell) throws Exception {
    shell.run("l = socket(); bind l, \"@ipcsh-jnr-${getpid()}\"; listen l");
    String abstractName = "\0ipcsh-jnr-" + ProcessHandle.current().pid();
    CompletableFuture<String> client =
        beside(
            () -> {
              try (UnixSocketChannel channel =
                  UnixSocketChannel.open(new UnixSocketAddress(abstractName))) {
                return read(channel, 100);
              }
            });
    shell.run("s = accept l; send s, 'here'; close s");
    assertThat(result(client)).isEqualTo("here");
  }
}

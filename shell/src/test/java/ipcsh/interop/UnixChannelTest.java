package ipcsh.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The channels of the JDK for UNIX sockets. */
@OnShell
class UnixChannelTest {
  private interface Work<T> {
    T run() throws IOException;
  }

  /** After the first use the Java virtual machine keeps a socket of its own permanently. */
  @BeforeAll
  static void firstUse() throws IOException {
    SocketChannel.open(StandardProtocolFamily.UNIX).close();
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

  private static UnixDomainSocketAddress name(Shell shell) {
    return UnixDomainSocketAddress.of(shell.directory().resolve("s"));
  }

  private static String read(SocketChannel channel, int n) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(n);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // until it is full, or end of file
    }
    return new String(buffer.array(), 0, buffer.position(), UTF_8);
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  @Test
  void connectsToUs(Shell shell) throws Exception {
    shell.run("l = socket(); bind l, \"$dir/s\"; listen l");
    CompletableFuture<String> client =
        beside(
            () -> {
              try (SocketChannel channel = SocketChannel.open(name(shell))) {
                write(channel, "hello");
                String all = read(channel, 100);
                String user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
                return all + " of " + user;
              }
            });
    shell.run(
        """
        s = accept l
        assert recv(s).text == 'hello'
        assert getsockopt(s, SOL_SOCKET, SO_PEERCRED).pid == getpid()
        (r, w) = pipe()
        send s, 'words '
        sendfd s, w, 'and more'
        close w
        close s
        """);
    assertThat(result(client)).isEqualTo("words and more of " + System.getProperty("user.name"));
    // it does not use a descriptor
    shell.run("assert read(r).eof");
  }

  @Test
  void acceptsUs(Shell shell) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(name(shell));
      CompletableFuture<String> accepted =
          beside(
              () -> {
                try (SocketChannel channel = server.accept()) {
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
}

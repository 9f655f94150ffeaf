package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Leftovers;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The library's own client over TCP, and its own server's responses to our client. */
@OnShell
class LibraryClientTest {
  private static final int PATIENCE = 300;

  /** Records events, in order. */
  private static final class Client extends WebSocketClient {
    private final BlockingQueue<Object> happened = new LinkedBlockingQueue<>();

    Client(Object address) {
      super(URI.create("ws://" + address + "/client?x=1"));
    }

    @Override
    public void onOpen(ServerHandshake answer) {
      happened.add("open " + answer.getHttpStatus());
    }

    @Override
    public void onMessage(String text) {
      happened.add(text);
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
      happened.add(bytes);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      happened.add("close " + code + " " + reason);
    }

    @Override
    public void onError(Exception e) {
      happened.add(e);
    }

    Object next() throws InterruptedException {
      return happened.poll(PATIENCE, TimeUnit.SECONDS);
    }
  }

  /**
   * After closing a socket, Java keeps a descriptor of its own; this must not count as a leftover
   * of a test.
   */
  @BeforeAll
  static void closeASocketOfJava() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, here);
        Socket client = new Socket(here, server.getLocalPort());
        Socket accepted = server.accept()) {
      assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());
    }
  }

  @BeforeEach
  void listen(Shell shell) {
    shell.run("l = socket AF_INET; bind l, '127.0.0.1:0'; listen l");
  }

  private static Client connected(Shell shell) throws InterruptedException {
    Client client = new Client(shell.run("getsockname l"));
    client.connect();
    shell.run("a = accept l, timeout: 60.s; ws = wsaccept a, timeout: 60.s");
    assertThat(client.next()).isEqualTo("open 101");
    return client;
  }

  @Test
  void talksInTextAndBytes(Shell shell) throws Exception {
    Client client = connected(shell);
    assertThat(shell.run("ws.path")).isEqualTo("/client?x=1");
    client.send("h\u00e9llo");
    client.sendPing();
    client.send(new byte[] {0, -1});
    assertThat(shell.line("wsrecv ws, timeout: 60.s")).isEqualTo("6 bytes \"h\u00e9llo\"");
    assertThat(shell.line("wsrecv ws, timeout: 60.s")).isEqualTo("2 bytes 00 ff  binary");
    shell.run("wssend ws, 'w\u00f6rld'; wsping ws; wssend ws, pack('<iH', 7, 2)");
    assertThat(client.next()).isEqualTo("w\u00f6rld");
    assertThat(client.next()).isEqualTo(ByteBuffer.wrap(new byte[] {7, 0, 0, 0, 2, 0}));
    // a Close that finds it still writing, here the Pong, the library may leave unanswered
    client.send("done");
    assertThat(shell.line("wsrecv ws, timeout: 60.s")).isEqualTo("4 bytes \"done\"");
    assertThat(shell.line("wsclose ws, 1001, 'away', timeout: 60.s"))
        .isEqualTo("end of file  1001 \"away\"");
    assertThat(client.next()).isEqualTo("close 1001 away");
  }

  @Test
  void messagesOfAMegabyteGoBothWays(Shell shell) throws Exception {
    Client client = connected(shell);
    String big = "0123456789abcdef".repeat(1 << 16);
    client.send(big);
    assertThat(((WebSocketMessage) shell.run("m = wsrecv(ws, timeout: 60.s)")).getText())
        .isEqualTo(big);
    shell.run("wssend ws, m, timeout: 60.s; wssend ws, m.bytes, timeout: 60.s");
    assertThat(client.next()).isEqualTo(big);
    assertThat(client.next()).isEqualTo(ByteBuffer.wrap(big.getBytes()));
    client.close(1000, "done");
    assertThat(shell.line("wsrecv ws, timeout: 60.s")).isEqualTo("end of file  1000 \"done\"");
    shell.run("wsclose ws");
    assertThat(client.next()).isEqualTo("close 1000 done");
  }

  @Test
  void twoHundredShortConnectionsLeaveNoDescriptor(Shell shell) throws Exception {
    Client first = connected(shell);
    shell.run("wsclose ws, timeout: 60.s");
    first.closeBlocking();
    Leftovers before = new Leftovers();
    int number = (Integer) shell.run("a.number");
    for (int i = 0; i < 200; i++) {
      Client client = connected(shell);
      client.send("" + i);
      assertThat(shell.run("wsrecv(ws, timeout: 60.s).text")).isEqualTo("" + i);
      shell.run("wsclose ws, timeout: 60.s");
      assertThat(client.next()).isEqualTo("close 1000 ");
      client.closeBlocking();
    }
    // the library's threads close their descriptors
    Wait.until(Wait.LONG, () -> "left: " + before.now(), () -> before.now().isEmpty());
    assertThat((Integer) shell.run("a.number")).isLessThan(number + 20);
  }
}

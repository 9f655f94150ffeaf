#!/bin/sh
# JDK 17.0.15 and 25.0.3, java.net.http.WebSocket: a connection that ends while its listener is in onText is never
# reported: neither onClose nor onError is called, however much was requested, and the socket stays in CLOSE-WAIT until
# something is sent. The client reads on while the listener runs, meets the end when no message is awaited, and
# TransportImpl.acknowledgeReception throws an InternalError that nobody gets to see. An executor that runs the
# listener on the thread that reads avoids it: that thread reads nothing meanwhile.
. "$(dirname "$0")/lib.sh"
cat >End.java <<'JAVA'
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

public class End {
  /** Sends one message to a client, and closes the connection. */
  static String seen(Executor executor, long busyMillis) throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    WebSocket.Listener listener = new WebSocket.Listener() {
      @Override
      public void onOpen(WebSocket socket) {
        socket.request(1000);
      }

      @Override
      public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        try {
          Thread.sleep(busyMillis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return null;
      }

      @Override
      public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        told.complete("onClose " + code);
        return null;
      }

      @Override
      public void onError(WebSocket socket, Throwable error) {
        told.complete("onError " + error);
      }
    };
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/");
      HttpClient client = HttpClient.newBuilder().executor(executor).build();
      CompletableFuture<WebSocket> opened = client.newWebSocketBuilder().buildAsync(uri, listener);
      try (Socket connection = server.accept()) {
        BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream()));
        String key = null;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          if (line.toLowerCase().startsWith("sec-websocket-key:")) {
            key = line.substring(18).trim();
          }
        }
        byte[] hash = MessageDigest.getInstance("SHA-1")
            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes());
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n";
        connection.getOutputStream().write(head.getBytes());
        opened.get();
        connection.getOutputStream().write(new byte[] {(byte) 0x81, 2, 'h', 'i'});
        Thread.sleep(100);
      }
      return told.completeOnTimeout("nothing", 3, TimeUnit.SECONDS).get();
    }
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println(seen(ForkJoinPool.commonPool(), 0));
    System.out.println(seen(ForkJoinPool.commonPool(), 500));
    System.out.println(seen(Runnable::run, 500));
    System.exit(0);
  }
}
JAVA
java -version 2>&1 | head -n 1
java End.java >out
expect "the end comes after onText" "onClose 1006" "$(sed -n 1p out)"
expect "the end comes during onText" "nothing" "$(sed -n 2p out)"
expect "the same, on the thread that reads" "onClose 1006" "$(sed -n 3p out)"

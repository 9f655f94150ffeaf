package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.handle.UnsharedObserver;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Whether a TCP connection is alive, told by its addresses as sshd(8) gives them. */
class SshTransportTest {
  private final Kernel kernel = new Kernel();

  private boolean isAlive(String connection) throws InterruptedException {
    Callable<Boolean> look = () -> SshTransport.isAlive(kernel.home(), connection);
    try (UnsharedObserver observer = new UnsharedObserver(kernel)) {
      return observer.look(look);
    }
  }

  @Test
  void dataHaveArrivedRecently() throws IOException, InterruptedException {
    String host = "127.0.0.1";
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName(host));
        Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
        Socket server = listener.accept()) {
      client.getOutputStream().write(1);
      assertThat(server.getInputStream().read()).isEqualTo(1);
      String port = " " + host + " " + listener.getLocalPort();
      assertThat(isAlive(host + " " + client.getLocalPort() + port)).isTrue();
      assertThat(isAlive(host + " 1" + port)).isFalse();
    }
  }

  @Test
  void nothingIsKnownWithoutAddresses() throws InterruptedException {
    for (String given : new String[] {null, "", "x", "192.0.2.1 5 192.0.2.2 7"}) {
      assertThat(isAlive(given)).isFalse();
    }
  }
}

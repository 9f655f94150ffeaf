package ipcsh.peer;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell that is asked repeatedly is asked over one connection, as long as that is its own. */
class KeptPeersTest {
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path run;

  private final Kernel kernel = new Kernel();
  private final KeptPeers kept = new KeptPeers();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private ServerSocketChannel listening;
  private Shells shells;

  /** After so many answers a connection is not answered any more. */
  private volatile int most = Integer.MAX_VALUE;

  /** Whether it is closed then. */
  private volatile boolean closes;

  @BeforeEach
  void open() throws IOException {
    ShellDirectory directory = new ShellDirectory(run.resolve("ipcsh"));
    directory.prepare();
    shells = new Shells(kernel, directory, kept);
    listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(
        UnixDomainSocketAddress.of(directory.socket("a", ProcessHandle.current().pid())));
    daemon(this::accept);
  }

  @AfterEach
  void close() throws IOException {
    kept.close();
    listening.close();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "shell");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel one = listening.accept();
        connections.incrementAndGet();
        daemon(() -> answer(one));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  /** Each answer has another state. */
  private void answer(SocketChannel one) {
    try (one) {
      for (int i = 0; one.read(ByteBuffer.allocate(4096)) > 0 && !(closes && i >= most); i++) {
        if (i < most) {
          one.write(ByteBuffer.wrap(bytes("state " + answers.incrementAndGet())));
        }
        if (closes && i + 1 >= most) {
          return;
        }
      }
    } catch (IOException gone) {
      // treated as if it had closed
    } finally {
      ends.incrementAndGet();
    }
  }

  private static byte[] bytes(String state) throws IOException {
    Map<String, Object> said = new HashMap<>(new ShellDescription("a", "prompt").who(state));
    var bytes = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(bytes), said);
    return bytes.toByteArray();
  }

  private String state() {
    try {
      List<Map<String, Object>> all = shells.all();
      return all.isEmpty() ? "none" : all.get(0).get("state").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Java's first use of all this takes longer than the timeout for a shell. */
  private void awaitAnswer() {
    Wait.until(BOUND, "an answer", () -> state().startsWith("state "));
  }

  @Test
  void oneConnectionIsEnough() {
    awaitAnswer();
    int before = connections.get();
    int first = answers.get();
    Wait.until(BOUND, "more answers", () -> !state().isEmpty() && answers.get() > first + 3);
    // one more only where an answer did not come in time
    assertThat(connections.get() - before).isLessThan(answers.get() - first);
    kept.close();
    Wait.until(BOUND, "its end", () -> ends.get() == connections.get());
  }

  @Test
  void shellThatHasEndedIsNotTakenForTheNextOne() {
    closes = true;
    most = 1;
    awaitAnswer();
    int before = connections.get();
    awaitAnswer();
    assertThat(connections.get()).isGreaterThan(before);
    assertThat(state()).isIn("state " + answers.get(), ShellInfo.NO_ANSWER);
  }

  @Test
  void lateAnswerIsNotTakenForThatOfTheNextQuestion() {
    most = 1;
    awaitAnswer();
    Wait.until(BOUND, "silence", () -> state().equals(ShellInfo.NO_ANSWER));
    awaitAnswer();
    assertThat(connections.get()).isGreaterThan(1);
  }

  @Test
  void connectionToAShellThatIsListedNoMoreIsClosed() throws IOException {
    awaitAnswer();
    Files.delete(shells.entries().get(0).path());
    kept.retain(shells.entries());
    Wait.until(BOUND, "its end", () -> ends.get() == connections.get());
    assertThat(state()).isEqualTo("none");
  }
}

package ipcsh.channels;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.nio.channels.IllegalSelectorException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Channels of all kinds in one Selector. */
@OnShell
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SelectorTest {
  @BeforeEach
  void things(Shell shell) {
    shell.run(
        """
        room = { java.nio.ByteBuffer.allocate 100 }
        l = socket(); bind l, "$dir/l"; listen l
        (r, w) = pipe()
        (d, e) = socketpair AF_UNIX, SOCK_DGRAM
        t = socket AF_INET; bind t, '127.0.0.1:0'; listen t
        channels = [l, r, d, t].collect { channel it }
        sel = channels[0].provider().openSelector()
        channels.each { it.configureBlocking false; it.register sel, it.validOps() & ~4 }
        ready = { n = sel.selectNow(); k = sel.selectedKeys()*.channel(); sel.selectedKeys().clear();
          assert k.size() == n; k.collect { fd it }.sort { it.number } }
        """);
  }

  @Test
  void whatIsReadyIsSelected(Shell shell) {
    assertThat(shell.run("ready().isEmpty()")).isEqualTo(true);
    shell.run("c = socket(); connect c, \"$dir/l\"");
    assertThat(shell.run("ready() == [l]")).isEqualTo(true);
    shell.run("write w, 'x'; send e, 'y'; i = socket AF_INET; connect i, getsockname(t)");
    assertThat(shell.run("ready() == [l, r, d, t]")).isEqualTo(true);
    shell.run("a = channels[0].accept(); b = channels[3].accept(); assert fd(a).peer == ''");
    assertThat(shell.run("channels[1].read(room()) + channels[2].read(room())")).isEqualTo(2);
    assertThat(shell.run("ready().isEmpty()")).isEqualTo(true);
    assertThat(shell.run("channels[0].accept() == null && channels[3].accept() == null"))
        .isEqualTo(true);
    shell.run("send i, 'tcp'");
    assertThat(shell.run("b.read(room())")).isEqualTo(3);
    shell.run("b.write java.nio.ByteBuffer.wrap('back'.bytes)");
    assertThat(shell.run("recv(i).text")).isEqualTo("back");
    shell.run("sel.close()");
  }

  @Test
  void descriptorThatIsClosedLeavesTheSelector(Shell shell) {
    shell.run("close r; write_end = channel w");
    assertThat(shell.run("ready().isEmpty()")).isEqualTo(true);
    assertThat(shell.run("sel.keys()*.channel().collect { fd it } as Set == [l, d, t] as Set"))
        .isEqualTo(true);
    // its number has been reused, without the selector
    shell.run("(x, y) = socketpair(); assert x == r.number; send y, 'z'");
    assertThat(shell.run("ready().isEmpty()")).isEqualTo(true);
    shell.run("sel.close()");
  }

  @Test
  void directionsOfAPipeAreThoseOfItsEnd(Shell shell) {
    assertThat(shell.run("channels[1].validOps()")).isEqualTo(1);
    assertThat(shell.failure("channels[1].write room()"))
        .isInstanceOf(java.nio.channels.NonWritableChannelException.class);
    shell.run("p = channel w");
    assertThat(shell.run("p.validOps()")).isEqualTo(4);
    assertThat(shell.failure("p.read room()"))
        .isInstanceOf(java.nio.channels.NonReadableChannelException.class);
    // a full pipe takes nothing, and this is not an error
    shell.run("p.configureBlocking false; many = java.nio.ByteBuffer.allocate 100_000");
    assertThat(shell.run("p.write(many) + ' ' + p.write(many)")).isEqualTo("65536 0");
    shell.run("sel.close()");
  }

  @Test
  void javasOwnSelectorTakesNone(Shell shell) {
    assertThat(
            shell.failure(
                "j = java.nio.channels.Selector.open();"
                    + " try { channels[1].register j, 1 } finally { j.close() }"))
        .isInstanceOf(IllegalSelectorException.class);
    shell.run("sel.close()");
  }

  @Test
  void controlCEndsSelect(Shell shell) throws Exception {
    Thread main = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              ipcsh.kit.Wait.until(
                  java.time.Duration.ofSeconds(10),
                  "select",
                  () ->
                      java.util.Arrays.stream(main.getStackTrace())
                          .anyMatch(frame -> frame.getMethodName().equals("poll")));
              new ipcsh.language.Interrupter(shell.context().kernel(), main).interrupt();
            });
    other.start();
    shell.run("try { assert sel.select() <= 1 } finally { sel.close() }");
    // it was woken by this, not in a call of the session
    assertThat(Thread.interrupted()).isTrue();
    other.join();
  }
}

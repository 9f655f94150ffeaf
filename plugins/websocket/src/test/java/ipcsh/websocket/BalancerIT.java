package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Browser;
import ipcsh.kit.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo of two pools behind HAProxy: as a scenario, and as a server for a browser and a crowd.
 */
class BalancerIT {
  private static final String DEMO = "pool-behind-a-balancer.groovy";
  private static final int CLIENTS = 1000;
  private static final int WORKERS = 2;

  @TempDir Path directory;

  @BeforeEach
  void balancerIsHere() {
    Tools.needNetwork();
    Tools.needs(Files.isExecutable(Path.of("/usr/sbin/haproxy")), "haproxy is not installed");
  }

  @Test
  void demoIsAsExpected() {
    ServedDemo.expectTranscript(directory, DEMO);
  }

  @Test
  void aThousandClientsOutliveAWorkerAndAHost() throws Exception {
    try (ServedDemo demo = new ServedDemo(directory, DEMO, WORKERS);
        Browser browser = new Browser(directory.resolve("browser"), demo.address(), false)) {
      browser.value("by('count').value = 20; by('count').onchange({target: by('count')})");
      browser.await("clients.filter(c => c.at).length", Integer.valueOf(20)::equals);
      browser.await(cards(":not(.gone)"), "host a,host b"::equals);
      try (PoolLoad load = new PoolLoad(demo.address(), CLIENTS)) {
        load.talk(1);
        kill(demo.roles("b1"));
        load.awaitSilence();
        load.talk(2);
        List<ProcessHandle> host = new ArrayList<>(demo.roles("acceptor-a"));
        host.addAll(demo.roles("a\\d+"));
        assertThat(host).hasSize(1 + WORKERS);
        kill(host);
        browser.await(cards(".gone"), "host a"::equals);
        load.awaitSilence();
        browser.await("clients.filter(c => c.at).length", Integer.valueOf(20)::equals);
        Files.write(Path.of("target/pool-behind-a-balancer.png"), browser.picture());

        System.out.println(load);
        Set<Integer> stored = demo.stored("disk-a");
        stored.addAll(demo.stored("disk-b"));
        assertThat(stored).containsAll(load.acknowledged());
        assertThat(load.acknowledged()).hasSize(3 * CLIENTS);
        assertThat(load.reconnected()).isGreaterThan(CLIENTS / 2);
      }
      // the host boots again, and the balancer finds out: then new connections go there
      browser.await(
          "(by('count').value = Date.now() % 2000 < 1000 ? 20 : 60, "
              + "by('count').onchange({target: by('count')}), "
              + cards(":not(.gone)")
              + ")",
          "host a,host b"::equals);
    }
  }

  /** The names of the hosts whose cards match. */
  private static String cards(String which) {
    return "[...document.querySelectorAll('#hosts section"
        + which
        + " h2')].map(h => h.firstChild.textContent).join()";
  }

  private static void kill(List<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }
}

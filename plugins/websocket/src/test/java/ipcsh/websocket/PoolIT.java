package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Browser;
import ipcsh.kit.Leftovers;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker pool demo: as a scenario, and as a server for a browser and for many clients while its
 * workers are killed.
 */
class PoolIT {
  private static final String DEMO = "worker-pool.groovy";
  private static final Duration BOUND = Wait.LONG;
  private static final int CLIENTS = 200;
  private static final int WORKERS = 4;

  @TempDir Path directory;

  @Test
  void demoIsAsExpected() {
    ServedDemo.expectTranscript(directory, DEMO);
  }

  private static ProcessHandle acceptor(ServedDemo pool) {
    return pool.roles("acceptor").get(0);
  }

  /**
   * The number of accepted connections: the sockets with its name, except for the listening one and
   * those not accepted yet, which have no inode.
   */
  private static int joined(ServedDemo pool) {
    String name = " @worker-pool." + acceptor(pool).pid();
    try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"))) {
      return (int)
              sockets.filter(line -> line.endsWith(name) && !line.endsWith(" 0" + name)).count()
          - 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The descriptors of the acceptor. */
  private static Collection<String> descriptors(ServedDemo pool) {
    return Leftovers.descriptors(String.valueOf(acceptor(pool).pid())).values();
  }

  private static void awaitWorkers(ServedDemo pool) {
    Wait.until(BOUND, "the workers", () -> joined(pool) == WORKERS);
  }

  @Test
  void pageShowsWhoAnswersAndSurvivesItsWorker() throws Exception {
    try (ServedDemo pool = new ServedDemo(directory, DEMO, WORKERS);
        Browser browser = new Browser(directory.resolve("browser"), pool.address(), false)) {
      browser.await("document.querySelector('#worker').textContent", PoolIT::isWorker);
      browser.click("#say button");
      browser.await("document.querySelector('#log li').textContent", PoolIT::isDesserts);
      browser.value("by('count').value = 20; by('count').onchange({target: by('count')})");
      browser.await("document.querySelectorAll('#dots i').length", Integer.valueOf(20)::equals);
      browser.await("clients.filter(c => c.at).length", Integer.valueOf(20)::equals);

      String kill = (String) browser.value("by('kill').textContent");
      browser.click("#burst");
      ProcessHandle.of(Long.parseLong(kill.replaceAll("\\D+9 ", "")))
          .orElseThrow()
          .destroyForcibly();
      browser.await("by('kill').textContent", now -> !now.equals(kill) && !now.equals("kill -9"));
      browser.await("by('sent').textContent + by('waiting').textContent", "2010"::equals);
      browser.await("by('acknowledged').textContent", "201"::equals);
      browser.await("clients.filter(c => c.at).length", Integer.valueOf(20)::equals);
      assertThat(browser.value("total.reconnected")).isNotEqualTo(0);
      Files.write(Path.of("target/worker-pool.png"), browser.picture());
      assertThat(pool.stored("ledger")).hasSizeGreaterThanOrEqualTo(201);
    }
  }

  private static boolean isWorker(Object text) {
    return ((String) text).matches("w\\d+");
  }

  private static boolean isDesserts(Object text) {
    return ((String) text).matches("w\\d+ +desserts");
  }

  @Test
  void nobodyIsHurtByTheWorkersThatAreKilled() throws Exception {
    try (ServedDemo pool = new ServedDemo(directory, DEMO, WORKERS)) {
      awaitWorkers(pool);
      Collection<String> before = descriptors(pool);
      try (PoolLoad load = new PoolLoad(pool.address(), CLIENTS)) {
        List<ProcessHandle> workers = pool.roles("w\\d+");
        for (ProcessHandle worker : workers.subList(0, WORKERS - 1)) {
          load.talk(10);
          worker.destroyForcibly();
          worker.onExit().join();
          load.awaitSilence();
        }
        System.out.println(load);
        assertThat(pool.stored("ledger")).containsAll(load.acknowledged());
        assertThat(load.reconnected()).isBetween(CLIENTS / 2, 4 * CLIENTS);
      }
      // as many workers as before may be back, but no client
      awaitWorkers(pool);
      Wait.until(
          BOUND,
          () -> "no more descriptors than " + before + ", there are " + descriptors(pool),
          () -> descriptors(pool).size() <= before.size());
    }
  }
}

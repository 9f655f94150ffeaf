package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.json.JsonSlurper;
import ipcsh.kit.Browser;
import ipcsh.kit.Leftovers;
import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker pool demo: as a scenario, and as a server for a browser and for many clients while its
 * workers are killed.
 */
class PoolIT {
  private static final Path LAUNCHER = Path.of("../../shell/ipcsh").toAbsolutePath().normalize();
  private static final String DEMO =
      Path.of("../../scripts/demos/worker-pool.groovy").toAbsolutePath().normalize().toString();
  private static final Duration BOUND = Wait.LONG;
  private static final int CLIENTS = 200;
  private static final int WORKERS = 4;

  @TempDir Path directory;

  private Running start(String... arguments) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return Running.start(command, directory, Map.of());
  }

  @Test
  void demoIsAsExpected() {
    start("--version").outcome(BOUND);
    Outcome outcome = start("replay", DEMO, "--verify").outcome(BOUND);
    assertThat(outcome.out()).contains(": as expected (");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  /** The pool as a server; ended with all its shells. */
  private final class Pool implements AutoCloseable {
    private final Running program = start(DEMO, "0", "" + WORKERS);
    private final String address;
    private final Path ledger;

    Pool() {
      program.awaitOutput("Ctrl-C ends it");
      address = found("(http://127.0.0.1:\\d+/)");
      ledger = Path.of(found("fd \\d+  file (\\S+/ledger)"));
    }

    private String found(String pattern) {
      Matcher matcher = Pattern.compile(pattern).matcher(program.output());
      assertThat(matcher.find()).as(pattern + " in " + program.output()).isTrue();
      return matcher.group(1);
    }

    ProcessHandle acceptor() {
      return roles("acceptor").get(0);
    }

    /** The processes of the roles whose names match. */
    List<ProcessHandle> roles(String pattern) {
      return ProcessHandle.of(program.pid())
          .orElseThrow()
          .descendants()
          .filter(process -> command(process).matches("(?s).*--role " + pattern + "( .*)?"))
          .toList();
    }

    private String command(ProcessHandle process) {
      try {
        Path file = Path.of("/proc/" + process.pid() + "/cmdline");
        return Files.readString(file).replace('\0', ' ').strip();
      } catch (IOException gone) {
        return "";
      }
    }

    /**
     * The number of accepted connections: the sockets with its name, except for the listening one
     * and those not accepted yet, which have no inode.
     */
    int joined() {
      String name = " @worker-pool." + acceptor().pid();
      try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"))) {
        return (int)
                sockets.filter(line -> line.endsWith(name) && !line.endsWith(" 0" + name)).count()
            - 1;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The descriptors of the acceptor. */
    Collection<String> descriptors() {
      return Leftovers.descriptors(String.valueOf(acceptor().pid())).values();
    }

    void awaitWorkers() {
      Wait.until(BOUND, "the workers", () -> joined() == WORKERS);
    }

    /** What is stored, by number. */
    Set<Integer> stored() throws IOException {
      Set<Integer> all = new HashSet<>();
      for (String line : Files.readAllLines(ledger)) {
        assertThat(line).matches("w\\d+ \\d+ \".*\"");
        all.add(Integer.valueOf(line.split(" ")[1]));
      }
      return all;
    }

    @Override
    public void close() {
      List<ProcessHandle> shells = roles("\\S+");
      ProcessHandle.of(program.pid()).ifPresent(ProcessHandle::destroy);
      program.outcome(BOUND);
      for (ProcessHandle shell : shells) {
        Wait.until(BOUND, "the end of " + shell.pid(), () -> !shell.isAlive());
      }
      assertThat(ledger.getParent()).doesNotExist();
    }
  }

  @Test
  void pageShowsWhoAnswersAndSurvivesItsWorker() throws Exception {
    try (Pool pool = new Pool();
        Browser browser = new Browser(directory.resolve("browser"), pool.address, false)) {
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
      assertThat(pool.stored()).hasSizeGreaterThanOrEqualTo(201);
    }
  }

  private static boolean isWorker(Object text) {
    return ((String) text).matches("w\\d+");
  }

  private static boolean isDesserts(Object text) {
    return ((String) text).matches("w\\d+ +desserts");
  }

  /** Clients that send the next message when the previous one was acknowledged. */
  private static final class Load {
    final AtomicInteger ids = new AtomicInteger(1000);
    final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    final AtomicLong longestOutage = new AtomicLong();
    final AtomicInteger reconnected = new AtomicInteger();
    volatile boolean over;

    List<Client> clients(URI address, int count) {
      return IntStream.range(0, count).mapToObj(i -> new Client(this, address)).toList();
    }
  }

  /** A client that connects again, and sends again what was not acknowledged. */
  private static final class Client {
    private final Load load;
    private final URI address;
    private int id;
    private volatile long lostAt;
    private boolean closed;
    private volatile String worker;
    private volatile WebSocketClient connection;

    Client(Load load, URI address) {
      this.load = load;
      this.address = address;
      this.id = load.ids.incrementAndGet();
      connect();
    }

    private synchronized void connect() {
      if (closed) {
        return;
      }
      connection =
          new WebSocketClient(address) {
            @Override
            public void onOpen(ServerHandshake handshake) {
              // the worker sends a greeting
            }

            @Override
            public void onMessage(String text) {
              heard((Map<?, ?>) new JsonSlurper().parseText(text));
            }

            @Override
            public void onClose(int code, String reason, boolean remote) {
              lost();
            }

            @Override
            public void onError(Exception e) {
              // onClose follows
            }
          };
      connection.setTcpNoDelay(true);
      connection.connect();
    }

    private synchronized void heard(Map<?, ?> message) {
      if (message.get("hello") != null) {
        worker = (String) message.get("worker");
        if (lostAt != 0) {
          long outage = System.nanoTime() - lostAt;
          load.longestOutage.accumulateAndGet(outage, Math::max);
          lostAt = 0;
        }
        say();
      } else if (Integer.valueOf(id).equals(message.get("ack"))) {
        load.acknowledged.add(id);
        id = load.ids.incrementAndGet();
        if (!load.over) {
          say();
        }
      }
    }

    private void say() {
      connection.send("{\"id\": " + id + ", \"text\": \"load\"}");
    }

    private void lost() {
      synchronized (this) {
        worker = null;
        if (closed) {
          return;
        }
        if (lostAt == 0) {
          lostAt = System.nanoTime();
          load.reconnected.incrementAndGet();
        }
      }
      connect();
    }

    boolean isServed() {
      return worker != null;
    }

    void close() throws InterruptedException {
      synchronized (this) {
        closed = true;
      }
      connection.closeBlocking();
    }
  }

  @Test
  void nobodyIsHurtByTheWorkersThatAreKilled() throws Exception {
    try (Pool pool = new Pool()) {
      pool.awaitWorkers();
      Collection<String> before = pool.descriptors();
      Load load = new Load();
      List<Client> clients = load.clients(URI.create(pool.address.replace("http", "ws")), CLIENTS);
      Wait.until(BOUND, "all served", () -> clients.stream().allMatch(Client::isServed));

      List<ProcessHandle> workers = pool.roles("w\\d+");
      for (ProcessHandle worker : workers.subList(0, WORKERS - 1)) {
        int goal = load.acknowledged.size() + 5 * CLIENTS;
        Wait.until(BOUND, "load", () -> load.acknowledged.size() > goal);
        worker.destroyForcibly();
        worker.onExit().join();
        Wait.until(
            BOUND,
            "all served again",
            () -> clients.stream().allMatch(client -> client.isServed() && client.lostAt == 0));
      }
      int goal = load.acknowledged.size() + 5 * CLIENTS;
      Wait.until(BOUND, "load", () -> load.acknowledged.size() > goal);
      load.over = true;
      System.out.printf(
          "%d clients, %d messages acknowledged, %d reconnected, without a worker at most %d ms%n",
          CLIENTS,
          load.acknowledged.size(),
          load.reconnected.get(),
          load.longestOutage.get() / 1_000_000);

      // the last ones are acknowledged meanwhile: only what was acknowledged before is certain to
      // be stored
      Set<Integer> acknowledged = Set.copyOf(load.acknowledged);
      assertThat(pool.stored()).containsAll(acknowledged);
      assertThat(load.reconnected.get()).isBetween(CLIENTS / 2, 4 * CLIENTS);
      for (Client client : clients) {
        client.close();
      }
      // as many workers as before may be back, but no client
      pool.awaitWorkers();
      Wait.until(
          BOUND,
          () -> "no more descriptors than " + before + ", there are " + pool.descriptors(),
          () -> pool.descriptors().size() <= before.size());
    }
  }
}

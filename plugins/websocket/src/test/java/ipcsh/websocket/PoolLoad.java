package ipcsh.websocket;

import groovy.json.JsonSlurper;
import ipcsh.kit.Wait;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/**
 * Clients of a real library that send the next message when the previous one was acknowledged. One
 * whose connection ends connects again, and sends again what was not acknowledged.
 */
final class PoolLoad implements AutoCloseable {
  /** More handshakes at a time keep an acceptor from answering who asks whether it is ready. */
  private static final int CONNECT_AT_A_TIME = 20;

  /** Milliseconds after which one that was refused tries again, and keeps others from trying. */
  private static final long AGAIN = 50;

  private final ExecutorService connecting = Executors.newFixedThreadPool(CONNECT_AT_A_TIME);
  private final AtomicInteger ids = new AtomicInteger();
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicLong longestOutage = new AtomicLong();
  private final AtomicInteger reconnected = new AtomicInteger();
  private final List<Client> clients;
  private volatile boolean ended;

  /** Connects so many clients to a page's server, and waits until all are served. */
  PoolLoad(String page, int count) {
    URI address = URI.create(page.replace("http", "ws"));
    clients = IntStream.range(0, count).mapToObj(i -> new Client(address)).toList();
    clients.forEach(Client::connect);
    awaitSilence();
  }

  /** Each client begins to send so many messages; returns when some were acknowledged. */
  void talk(int messages) {
    int goal = acknowledged.size() + clients.size() / 2;
    clients.forEach(client -> client.talk(messages));
    Wait.until(Wait.LONG, "load", () -> acknowledged.size() > goal);
  }

  /** Waits until all are served by a worker, and all that they have sent is acknowledged. */
  void awaitSilence() {
    Wait.until(
        Wait.LONG,
        () -> "silence, but of " + clients.stream().filter(each -> !each.isSilent()).count(),
        () -> clients.stream().allMatch(Client::isSilent));
  }

  Set<Integer> acknowledged() {
    return acknowledged;
  }

  /** How often a client was served again after it had lost its connection. */
  int reconnected() {
    return reconnected.get();
  }

  @Override
  public String toString() {
    return String.format(
        "%d clients, %d messages acknowledged, %d reconnected, without a worker at most %d ms",
        clients.size(),
        acknowledged.size(),
        reconnected.get(),
        TimeUnit.NANOSECONDS.toMillis(longestOutage.get()));
  }

  /** The clients end their connections, and wait for the ends. */
  @Override
  public void close() {
    ended = true;
    connecting.shutdownNow();
    clients.forEach(client -> client.connection.close());
    Wait.until(
        Wait.LONG, "the ends", () -> clients.stream().allMatch(each -> each.connection.isClosed()));
  }

  private final class Client {
    private final URI address;
    private volatile Connection connection;
    private boolean served;
    private long lostAt;
    private int left;
    private int id;

    Client(URI address) {
      this.address = address;
    }

    void connect() {
      connecting.execute(this::open);
    }

    private void open() {
      try {
        do {
          connection = new Connection();
          if (connection.connectBlocking()) {
            return;
          }
          TimeUnit.MILLISECONDS.sleep(AGAIN);
        } while (!ended);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    synchronized void talk(int messages) {
      left = messages;
      next();
    }

    private void next() {
      id = left > 0 ? ids.incrementAndGet() : 0;
      left--;
      say();
    }

    private void say() {
      if (served && id != 0) {
        connection.send("{\"id\": " + id + ", \"text\": \"load\"}");
      }
    }

    private synchronized void heard(Map<?, ?> message) {
      if (message.get("hello") != null) {
        served = true;
        if (lostAt != 0) {
          longestOutage.accumulateAndGet(System.nanoTime() - lostAt, Math::max);
          reconnected.incrementAndGet();
          lostAt = 0;
        }
        say();
      } else if (id != 0 && Integer.valueOf(id).equals(message.get("ack"))) {
        acknowledged.add(id);
        next();
      }
    }

    private synchronized void lost() {
      if (!ended) {
        served = false;
        lostAt = lostAt == 0 ? System.nanoTime() : lostAt;
        connect();
      }
    }

    synchronized boolean isSilent() {
      return served && id == 0;
    }

    private final class Connection extends WebSocketClient {
      private volatile boolean opened;

      Connection() {
        super(address);
        setTcpNoDelay(true);
        // without a thread that asks whether the other end lives
        setConnectionLostTimeout(0);
      }

      @Override
      public void onOpen(ServerHandshake handshake) {
        opened = true;
      }

      @Override
      public void onMessage(String text) {
        heard((Map<?, ?>) new JsonSlurper().parseText(text));
      }

      @Override
      public void onClose(int code, String reason, boolean remote) {
        if (opened) {
          lost();
        }
      }

      @Override
      public void onError(Exception e) {
        // onClose follows
      }
    }
  }
}

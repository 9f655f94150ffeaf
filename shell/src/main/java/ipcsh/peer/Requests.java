package ipcsh.peer;

import ipcsh.sys.Kernel;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What this shell asks another one over a link: each request has a number, its answer has the same;
 * what comes without a number is told as it comes.
 */
final class Requests {
  /** The other shell has gone before it answered. */
  static final class Gone extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** What comes back for one request. */
  static final class Answer extends CompletableFuture<Map<String, Object>> {
    private final int number;

    private Answer(int number) {
      this.number = number;
    }

    /** The number of the request. */
    int number() {
      return number;
    }
  }

  private final Link link;
  private final Consumer<Map<String, Object>> told;
  private final Map<Integer, Answer> asked = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private volatile boolean gone;

  /**
   * Over a link.
   *
   * @param told hears what is no answer
   */
  Requests(Link link, Consumer<Map<String, Object>> told) {
    this.link = link;
    this.told = told;
  }

  /** Begins to receive, on a thread of its own. */
  void begin(String name, Kernel kernel) {
    Thread receiver =
        new Thread(
            () -> {
              try {
                receive();
              } finally {
                kernel.leaveThread();
              }
            },
            name);
    receiver.setDaemon(true);
    receiver.start();
  }

  private void receive() {
    try {
      for (Map<String, Object> next = link.receive(); next != null; next = link.receive()) {
        Object number = next.get("re");
        if (number == null) {
          told.accept(next);
          continue;
        }
        Answer answer = asked.remove(number);
        if (answer != null) {
          answer.complete(next);
        }
      }
    } catch (IOException | RuntimeException brokenOrGarbage) {
      // as if it had gone
    } finally {
      gone = true;
      asked.values().forEach(answer -> answer.completeExceptionally(new Gone()));
    }
  }

  /** Asks; the answer comes when the other shell has it, or fails with {@link Gone}. */
  Answer ask(Map<String, ?> request) {
    int number = last.incrementAndGet();
    Answer answer = new Answer(number);
    asked.put(number, answer);
    Map<String, Object> numbered = new HashMap<>(request);
    numbered.put("id", number);
    if (gone || !tell(numbered)) {
      asked.remove(number);
      answer.completeExceptionally(new Gone());
    }
    return answer;
  }

  /** Says something that has no answer; false where nobody hears it. */
  boolean tell(Map<String, ?> message) {
    try {
      link.send(message);
      return true;
    } catch (IOException nobodyThere) {
      return false;
    }
  }
}

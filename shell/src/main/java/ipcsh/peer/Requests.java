package ipcsh.peer;

import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What this shell asks another one over a link: each request has a number, its answer has the same;
 * what comes without a number is told as it comes. The other one may run as a less privileged user
 * and say anything: what no shell says ends the conversation, and so does one that takes nothing.
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
  private final Consumer<String> wrong;
  private final Runnable ended;
  private final Map<Integer, Answer> asked = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private volatile boolean gone;

  /**
   * Over a link.
   *
   * @param told hears what is no answer
   * @param wrong is told what the other shell does that no shell does; who hears it ends that shell
   * @param ended is called once the other shell has gone, and the link is closed
   */
  Requests(Link link, Consumer<Map<String, Object>> told, Consumer<String> wrong, Runnable ended) {
    this.link = link;
    this.told = told;
    this.wrong = wrong;
    this.ended = ended;
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
        Object number = MessageCodec.answered(next);
        if (number == null) {
          told.accept(next);
          continue;
        }
        Answer answer = asked.remove(number);
        if (answer != null) {
          answer.complete(next);
        }
      }
    } catch (Link.Malformed | UntrustedValues.Wrong malformed) {
      wrong.accept(malformed.getMessage());
    } catch (RuntimeException noMessageOfAShell) {
      wrong.accept("its message is not valid");
    } catch (VirtualMachineError tooLarge) {
      wrong.accept("its message is too large");
    } catch (IOException broken) {
      // as if it had gone
    } finally {
      gone = true;
      close();
      asked.values().forEach(answer -> answer.completeExceptionally(new Gone()));
      ended.run();
    }
  }

  private void close() {
    try {
      link.close();
    } catch (IOException nobodyThere) {
      // who would have been told is gone
    }
  }

  /** Asks; the answer comes when the other shell has it, or fails with {@link Gone}. */
  Answer ask(RoleRequest request) {
    int number = last.incrementAndGet();
    Answer answer = new Answer(number);
    asked.put(number, answer);
    if (gone || !send(MessageCodec.encode(request, number))) {
      asked.remove(number);
      answer.completeExceptionally(new Gone());
    }
    return answer;
  }

  /** Sends a message that has no answer; false if it is not received. */
  boolean tell(RoleRequest request) {
    return send(MessageCodec.encode(request));
  }

  private boolean send(Map<String, ?> message) {
    try {
      link.send(message);
      return true;
    } catch (InterruptedIOException tookNothing) {
      // or half of it: what comes behind that would be garbage
      wrong.accept(tookNothing.getMessage());
      return false;
    } catch (IOException nobodyThere) {
      return false;
    }
  }
}

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
 * Requests to another shell over a link: each has a number, which is repeated in its answer;
 * messages without a number are passed on as they arrive. The peer may run as a less privileged
 * user and send anything: an invalid message ends the connection, and so does a peer that does not
 * receive.
 */
final class Requests {
  /** Thrown if the other shell has ended before it answered. */
  static final class Gone extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** The future answer to a request. */
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
  private final Consumer<Map<String, Object>> reports;
  private final Consumer<String> wrong;
  private final Runnable ended;
  private final Map<Integer, Answer> asked = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Requests over a link.
   *
   * @param reports receives messages that are not answers
   * @param wrong receives a description of a protocol violation; it has to end that shell
   * @param ended is called when the other shell has ended, and the link is closed
   */
  Requests(
      Link link, Consumer<Map<String, Object>> reports, Consumer<String> wrong, Runnable ended) {
    this.link = link;
    this.reports = reports;
    this.wrong = wrong;
    this.ended = ended;
  }

  /** Starts to receive, on a thread of its own. */
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
          reports.accept(next);
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
      // treated as if it had ended
    } finally {
      closed = true;
      close();
      asked.values().forEach(answer -> answer.completeExceptionally(new Gone()));
      ended.run();
    }
  }

  private void close() {
    try {
      link.close();
    } catch (IOException nobodyThere) {
      // the peer has ended already
    }
  }

  /** Sends a request; the answer is completed when it arrives, or fails with {@link Gone}. */
  Answer ask(RoleRequest request) {
    int number = last.incrementAndGet();
    Answer answer = new Answer(number);
    asked.put(number, answer);
    if (closed || !send(MessageCodec.encode(request, number))) {
      asked.remove(number);
      answer.completeExceptionally(new Gone());
    }
    return answer;
  }

  /** Sends a message that has no answer; false if it could not be sent. */
  boolean send(RoleRequest request) {
    return send(MessageCodec.encode(request));
  }

  private boolean send(Map<String, ?> message) {
    try {
      link.send(message);
      return true;
    } catch (InterruptedIOException tookNothing) {
      // possibly sent in part: nothing valid can follow
      wrong.accept(tookNothing.getMessage());
      return false;
    } catch (IOException nobodyThere) {
      return false;
    }
  }
}

package ipcsh.peer;

import ipcsh.draw.Subject;
import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What a role on another machine is asked about it. If an answer takes too long, the one before it
 * is used; no second question is asked meanwhile.
 */
final class DistantLook {
  private final Requests requests;
  private final String host;
  private final Consumer<String> wrong;
  private CompletableFuture<Map<String, Object>> asked;
  private RoleRequest question;
  private Map<String, Object> last;

  /**
   * Questions to a role.
   *
   * @param wrong receives a description of a violation of the protocol
   */
  DistantLook(Requests requests, String host, Consumer<String> wrong) {
    this.requests = requests;
    this.host = host;
    this.wrong = wrong;
  }

  /** Asks what is open there; does not wait. */
  synchronized void ask(RoleRequest.Picture picture) {
    if (!picture.equals(question)) {
      asked = null;
      last = null;
      question = picture;
    }
    if (asked == null) {
      asked = requests.ask(picture);
    }
  }

  /** What is open there, null if nothing is known. */
  synchronized Subject picture(int number, long nanos) {
    try {
      last = asked.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
      asked = null;
    } catch (TimeoutException slow) {
      // the previous one
    } catch (ExecutionException gone) {
      asked = null;
      last = null;
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "draw");
    }
    try {
      return last == null ? null : MessageCodec.picture(last, new DistantObjects(host, number));
    } catch (UntrustedValues.Wrong malformed) {
      wrong.accept(malformed.getMessage());
      return null;
    }
  }

  /** Asks why it waits; does not wait. */
  CompletableFuture<Map<String, Object>> askWaits() {
    return requests.ask(new RoleRequest.Waits());
  }

  /** Why it waits; null if it does not answer. */
  static RoleAnswer.Waits waits(CompletableFuture<Map<String, Object>> asked, long nanos) {
    try {
      return MessageCodec.waits(asked.get(nanos, TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException | UntrustedValues.Wrong cannotAnswer) {
      return null;
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "why");
    }
  }
}

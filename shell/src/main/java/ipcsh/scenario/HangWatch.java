package ipcsh.scenario;

import ipcsh.command.Context;
import ipcsh.command.WaitQuery;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.handle.UsageException;
import ipcsh.peer.RoleShell;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.BlockedCall;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Says why a scenario hangs: once, if nothing has moved for two seconds and no process can end
 * that.
 */
public final class HangWatch {
  private static final long QUIET = Duration.ofSeconds(2).toNanos();
  private static final long EVERY = 500;

  private final Context context;
  private final Thread evaluator;
  private final Consumer<List<String>> says;
  private String evidence;
  private long since;
  private boolean said;

  /**
   * Watches a session.
   *
   * @param evaluator the thread that evaluates its lines
   * @param says is given the sentences
   */
  public HangWatch(Context context, Thread evaluator, Consumer<List<String>> says) {
    this.context = context;
    this.evaluator = evaluator;
    this.says = says;
  }

  /** Something has moved. */
  void moved() {
    evidence = null;
    said = false;
  }

  /** To be called repeatedly while nothing seems to move. */
  void look() {
    String now = evidence();
    if (now == null || !Objects.equals(now, evidence)) {
      evidence = now;
      since = System.nanoTime();
      said = false;
    } else if (!said && System.nanoTime() - since >= QUIET) {
      said = true;
      say();
    }
  }

  private void say() {
    try {
      List<String> lines = new WaitQuery(context).stuck(evaluator);
      if (!lines.isEmpty()) {
        says.accept(lines);
      }
    } catch (SysException | UsageException endingMeanwhile) {
      // nothing to say
    }
  }

  /** Looks repeatedly until the thread is interrupted or the evaluator has ended. */
  public void run() {
    try {
      while (evaluator.isAlive()) {
        Thread.sleep(EVERY);
        if (hasRoles()) {
          look();
        }
      }
    } catch (InterruptedException atTheEnd) {
      // nothing to do
    }
  }

  private boolean hasRoles() {
    return !context.roleShells().all().isEmpty() || !context.localRoles().members().isEmpty();
  }

  /** A text that is the same as long as nothing has moved; null if something does. */
  private String evidence() {
    StringBuilder text = new StringBuilder();
    BlockedCall call = context.kernel().callOf(evaluator);
    Pending awaited = context.jobs().waits().pendingOf(evaluator);
    if (call != null && (call.sequence() & 1) == 1 && !call.pauses()) {
      text.append(call.sequence());
    } else if (awaited != null) {
      text.append(awaited.getNumber());
    } else {
      return null;
    }
    for (Role role : BackgroundActivity.roles(context)) {
      Pending now = role.getCurrent();
      String its = now == null ? "idle" : now.getNumber() + state(role, now);
      text.append('|').append(its);
    }
    return text.toString();
  }

  private static String state(Role role, Pending now) {
    return role instanceof RoleShell shell ? " " + shell.state() : " " + now.getCall();
  }
}

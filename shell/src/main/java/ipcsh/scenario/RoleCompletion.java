package ipcsh.scenario;

import ipcsh.command.Context;
import ipcsh.handle.Role;
import java.util.List;

/**
 * The end of a non-interactive script: blocks that it has started in roles run to their end, or
 * until they are blocked and no other party can wake them.
 */
public final class RoleCompletion {
  private final Context context;

  /** The end of what runs in this context. */
  public RoleCompletion(Context context) {
    this.context = context;
  }

  /** Waits, unless nothing was started; an interruption ends it. */
  public void await() {
    if (BackgroundActivity.roles(context).stream().noneMatch(Role::isBusy)) {
      return;
    }
    try {
      new QuiescenceDetector(new BackgroundActivity(context))
          .await(List.of(), null, null, () -> {});
    } catch (InterruptedException ctrlC) {
      context.jobs().cancelAll();
    }
  }
}

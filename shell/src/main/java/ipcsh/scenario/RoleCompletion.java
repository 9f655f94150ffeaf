package ipcsh.scenario;

import ipcsh.command.Context;
import ipcsh.handle.Role;
import java.util.List;

/**
 * The end of a non-interactive script: waits until the blocks that it has started in roles have
 * ended, or are blocked and no other participant can wake them.
 */
public final class RoleCompletion {
  private final Context context;

  /** Waits for the roles of this context. */
  public RoleCompletion(Context context) {
    this.context = context;
  }

  /** Waits, unless nothing was started; an interrupt ends the wait. */
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

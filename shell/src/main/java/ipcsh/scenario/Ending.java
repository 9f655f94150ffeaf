package ipcsh.scenario;

import ipcsh.command.Context;
import ipcsh.handle.Lookout;
import ipcsh.handle.Role;
import java.util.List;

/**
 * The end of a script that nobody watches: blocks that it has started in roles are run to their
 * end, or until they are blocked and nobody is left who could help.
 */
public final class Ending {
  private final Context context;
  private final Surroundings surroundings;
  private final Settling settling;

  /** The end of what runs in this context. */
  public Ending(Context context, Lookout lookout) {
    this.context = context;
    surroundings = new Surroundings(context, lookout);
    settling = new Settling(surroundings, lookout, context.jobs().waits());
  }

  /** Waits, unless nothing was started; an interruption ends it. */
  public void await() {
    if (surroundings.roles().stream().noneMatch(Role::isBusy)) {
      return;
    }
    try {
      settling.await(List.of(), null, null, () -> {});
    } catch (InterruptedException ctrlC) {
      context.jobs().cancelAll();
    }
  }
}

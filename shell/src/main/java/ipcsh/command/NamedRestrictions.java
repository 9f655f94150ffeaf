package ipcsh.command;

import ipcsh.inspect.Restrictions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells the user of a session once what cannot be shown here, at the first look at a process (see
 * {@link Restrictions}).
 */
final class NamedRestrictions {
  private final Context context;
  private final AtomicBoolean areNamed = new AtomicBoolean();

  NamedRestrictions(Context context) {
    this.context = context;
  }

  /** Tells them, unless that has been done. */
  void name() {
    if (areNamed.compareAndSet(false, true)) {
      List<String> found =
          context.withOwnTable(() -> new Restrictions(context.kernel().home()).find());
      found.forEach(line -> context.host().report("ipcsh: " + line));
    }
  }
}

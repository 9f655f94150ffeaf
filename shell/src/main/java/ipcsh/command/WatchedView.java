package ipcsh.command;

import ipcsh.draw.GraphPicture;
import ipcsh.draw.Subject;
import ipcsh.handle.UsageException;
import java.time.Duration;

/** What is being watched. */
public interface WatchedView {
  /** How it is just now. For one thread, which {@link #leaveThread} ends. */
  Subject look();

  /** Lets go of what a thread that looked has used; it is the last that it does. */
  void leaveThread();

  /** How often to look. */
  Duration every();

  /** Whether some processes were named. */
  boolean isNamed();

  /** Whether all shells of this user are watched. */
  boolean isAll();

  /** Watches all shells of this user, or no more; does nothing where some were named. */
  void toggleAll();

  /**
   * Writes a picture beside the others.
   *
   * @return the name of the file, {@code watch-1.svg}
   * @throws UsageException where that is not possible
   */
  String save(GraphPicture picture);
}

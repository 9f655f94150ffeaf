package ipcsh.command;

import ipcsh.draw.GraphPicture;
import ipcsh.draw.Subject;
import ipcsh.handle.UsageException;
import java.time.Duration;
import java.util.List;

/** The data of a {@code watch}. */
public interface WatchedView {
  /**
   * The current state. To be called by one thread only, which must call {@link #leaveThread} at its
   * end.
   */
  Subject look();

  /**
   * What is said of the first waits that no process can end, as of the last look: the waits, and
   * the verdict as the last line; empty if there are none.
   */
  default List<String> verdict() {
    return List.of();
  }

  /**
   * Releases the resources of the thread that called {@link #look}; must be that thread's last
   * call.
   */
  void leaveThread();

  /**
   * Waits between two looks; ends early when there is a reason to look at once: a shell reports
   * something new, or {@link #wake} is called.
   *
   * @param most the longest time
   */
  default void rest(Duration most) throws InterruptedException {
    Thread.sleep(most.toMillis());
  }

  /** Ends the current {@link #rest}; may be called by any thread. */
  default void wake() {}

  /** The interval between two looks. */
  Duration every();

  /** Whether processes were named explicitly. */
  boolean isNamed();

  /** Whether all shells of this user are watched. */
  boolean isAll();

  /**
   * Includes all shells of this user, or excludes them again; no effect if processes were named.
   */
  void toggleAll();

  /**
   * Writes a picture to a new file.
   *
   * @return the name of the file, {@code watch-1.svg}
   * @throws UsageException if it cannot be written
   */
  String save(GraphPicture picture);
}

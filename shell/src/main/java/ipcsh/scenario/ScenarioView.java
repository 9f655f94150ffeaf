package ipcsh.scenario;

import ipcsh.language.Problem;
import java.time.Duration;

/**
 * What an audience is shown of a scenario, in the order in which it is to be seen. All methods are
 * called by one thread, the conductor's; one that returns late makes all parties wait: this is how
 * typing takes time and how stepping works.
 */
public interface ScenarioView {
  /**
   * Where a role's lines appear.
   *
   * @param name what its prompt says; the scenario's own lines have a lane as well
   * @param number its place, from 0, in the order in which the lanes appear
   */
  record Lane(String name, int number) {}

  /**
   * The audience wants to see a chapter again. Thrown by any method of a show; the conductor ends
   * the roles and runs the scenario again from its start, telling the show everything as it did the
   * first time. The show itself is in no hurry to be told less: it lets all pass unseen and without
   * a wait until the chapter begins.
   */
  final class BackTo extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int chapter;

    /** Back to this chapter, counted from 1; 0 is what comes before the first one. */
    public BackTo(int chapter) {
      super("back to chapter " + chapter, null, false, false);
      this.chapter = chapter;
    }

    /** The chapter, counted from 1, or 0 for what comes before the first one. */
    public int chapter() {
      return chapter;
    }
  }

  /**
   * The audience has left: thrown by any method of a show; the conductor ends the scenario. {@link
   * #over} may be called behind it, as behind {@link BackTo}, and does nothing then.
   */
  final class Left extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The audience has left. */
    public Left() {
      super("the audience has left", null, false, false);
    }
  }

  /**
   * Says what to do when the audience wants something while the conductor is busy elsewhere,
   * waiting for a role perhaps: wake it, so that it calls {@link #heed}. Called by another thread.
   */
  default void whenWanted(Runnable wake) {}

  /**
   * Throws what the audience has come to want, {@link BackTo} or {@link Left}; returns if it is
   * content.
   */
  default void heed() {}

  /** How many chapters the scenario has; told before it begins, if known. */
  default void chapters(int count) {}

  /** The title of the scenario. */
  void title(String text);

  /** A chapter begins. */
  void chapter(String name);

  /** Narration. */
  void say(String text);

  /** A time to look. */
  void pause(Duration time);

  /** A role appears. */
  void appears(Lane lane);

  /** An entry is typed at a role's prompt, without the Enter behind it. */
  void types(Lane lane, String text);

  /** Enter: the entry that was typed runs from now on. */
  void runs(Lane lane);

  /**
   * The role is blocked in a call, {@code recvfrom(3, ...)}, and the scenario continues elsewhere.
   */
  void blocked(Lane lane, String call);

  /** A role prints a line while its entry runs, or from its background. */
  void prints(Lane lane, String line);

  /** The entry is over; {@code shown} is its value as it prints, or null. */
  void gave(Lane lane, String shown);

  /** The entry failed. */
  void failed(Lane lane, Problem problem);

  /** A role has ended: {@code exit 0}, {@code killed by SIGKILL}. */
  void ended(Lane lane, String how);

  /**
   * Whether what follows is different from run to run, as the scenario says of itself; who compares
   * passes over it.
   */
  default void varies(boolean different) {}

  /** The scenario is over. */
  void over();
}

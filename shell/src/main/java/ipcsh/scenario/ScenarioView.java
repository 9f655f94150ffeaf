package ipcsh.scenario;

import ipcsh.language.Problem;
import java.time.Duration;

/**
 * Shows a scenario to an audience; the methods are called in the order of the events, by one
 * thread, that of the runner. A method that returns late delays all participants: this is how
 * typing takes time and how stepping works.
 */
public interface ScenarioView {
  /**
   * The lane of a role, in which its lines appear.
   *
   * @param name its name in the prompt; the scenario's own lines have a lane as well
   * @param number its index, from 0, in the order in which the lanes appear
   */
  record Lane(String name, int number) {}

  /**
   * Thrown by any method of a view if the audience wants to see a chapter again; the runner ends
   * the roles and runs the scenario again from its start, calling the view as the first time. The
   * view ignores all events, without delays, until the chapter begins.
   */
  final class BackTo extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int chapter;

    /** Back to this chapter, counted from 1; 0 is the part before the first one. */
    public BackTo(int chapter) {
      super("back to chapter " + chapter, null, false, false);
      this.chapter = chapter;
    }

    /** The chapter, counted from 1, or 0 for the part before the first one. */
    public int chapter() {
      return chapter;
    }
  }

  /**
   * Thrown by any method of a view if the audience has quit; the runner ends the scenario. {@link
   * #over} may be called after it, as after {@link BackTo}, and has no effect then.
   */
  final class Left extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The audience has quit. */
    public Left() {
      super("the audience has left", null, false, false);
    }
  }

  /**
   * Sets an action to be run by another thread when the audience makes a request while the runner
   * is waiting elsewhere: it wakes the runner, which then calls {@link #checkRequest}.
   */
  default void whenWanted(Runnable wake) {}

  /** Throws the audience's request, {@link BackTo} or {@link Left}; returns if there is none. */
  default void checkRequest() {}

  /** Sets the number of chapters before the scenario begins, if known. */
  default void chapters(int count) {}

  /** The title of the scenario. */
  void title(String text);

  /** A chapter begins. */
  void chapter(String name);

  /** Narration. */
  void say(String text);

  /** A pause. */
  void pause(Duration time);

  /** A role appears. */
  void appears(Lane lane);

  /** An entry is typed at a role's prompt, without Enter. */
  void types(Lane lane, String text);

  /** Enter: the typed entry is run. */
  void runs(Lane lane);

  /**
   * The role is blocked in a call, {@code recvfrom(3, ...)}, and the scenario continues elsewhere.
   */
  void blocked(Lane lane, String call);

  /** A role prints a line, from its entry or from the background. */
  void prints(Lane lane, String line);

  /** The entry has ended; {@code shown} is its value as printed, or null. */
  void gave(Lane lane, String shown);

  /** The entry failed. */
  void failed(Lane lane, Problem problem);

  /** A role has ended: {@code exit 0}, {@code killed by SIGKILL}. */
  void ended(Lane lane, String how);

  /**
   * Whether the following output differs from run to run, as declared by the scenario; it is not
   * compared.
   */
  default void varies(boolean different) {}

  /** The scenario has ended. */
  void over();
}

package ipcsh.scenario;

import ipcsh.language.Problem;
import java.time.Duration;

/**
 * What an audience is shown of a scenario, in the order in which it is to be seen. All methods are
 * called by one thread, the conductor's; one that returns late makes everybody wait: that is how
 * typing takes its time and how somebody steps.
 */
public interface Show {
  /**
   * Where a role's lines appear.
   *
   * @param name what its prompt says; the scenario's own lines have a lane as well
   * @param number its place, from 0, in the order in which the lanes appear
   */
  record Lane(String name, int number) {}

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
   * The role is blocked in a call, {@code recvfrom(3, ...)}, and the scenario goes on elsewhere.
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

package ipcsh.stage;

import ipcsh.scenario.ScenarioView.Lane;

/** A display for the roles of a scenario. */
@FunctionalInterface
interface RoleDisplay {
  /** Opens a display for a role; null if there is no space for it. */
  RolePosition open(Lane lane);

  /** Removes all roles; some will be opened again. */
  default void clear() {}

  /** Makes the changes since the last call visible. */
  default void show() {}

  /** Closes the display and restores the previous state. */
  default void close() {}
}

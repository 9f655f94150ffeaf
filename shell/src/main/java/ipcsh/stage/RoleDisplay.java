package ipcsh.stage;

import ipcsh.scenario.ScenarioView.Lane;

/** Where the roles of a scenario are shown. */
@FunctionalInterface
interface RoleDisplay {
  /** A role appears; null where there is no place for it. */
  RolePosition open(Lane lane);

  /** All roles are gone; some will be opened again. */
  default void clear() {}

  /** What has changed since the last time is to be seen from now on. */
  default void show() {}

  /** Nothing is shown any more, and everything is as it was before. */
  default void close() {}
}

package ipcsh.peer;

import ipcsh.handle.Leftover;
import ipcsh.inspect.Exchange;

/** What a role tells of itself without being asked. */
public sealed interface RoleReport {
  /** It has printed a line. */
  record Printed(String line) implements RoleReport {}

  /** It is ready to answer at the control socket that it was lent. */
  record Ready() implements RoleReport {}

  /**
   * It has made a name outside.
   *
   * @param kind of what
   * @param name the name
   * @param user whose it is, or null where it is the role's own
   */
  record Made(Leftover.Kind kind, String name, Integer user) implements RoleReport {}

  /** It has sent or received something. */
  record Exchanged(Exchange exchange) implements RoleReport {}
}

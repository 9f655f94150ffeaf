package ipcsh.peer;

import ipcsh.handle.Leftover;
import ipcsh.inspect.Exchange;

/** A message that a role sends without a request. */
public sealed interface RoleReport {
  /** It has printed a line. */
  record Printed(String line) implements RoleReport {}

  /** It is ready to serve the control socket that it was lent. */
  record Ready() implements RoleReport {}

  /**
   * It has created a name outside the process.
   *
   * @param kind the kind of object
   * @param name the name
   * @param user its owner, or null for the role's own user
   */
  record Made(Leftover.Kind kind, String name, Integer user) implements RoleReport {}

  /** It has been started on another machine; its first message. */
  record Hello(RoleHello hello) implements RoleReport {}

  /** It has sent or received something. */
  record Exchanged(Exchange exchange) implements RoleReport {}
}

package ipcsh.network;

import java.util.ArrayList;
import java.util.List;

/** What hosts accept: rules for a port of a host, the last of which counts. Thread-safe. */
public final class Firewall {
  /** What happens to a packet. */
  public enum Action {
    /** It is delivered. */
    ACCEPT,
    /** It disappears. */
    DROP,
    /** Its sender is told that the port is unreachable. */
    REJECT
  }

  /** A rule: TCP and UDP packets to this port of this host. */
  public record Rule(int host, int port, Action action) {}

  private volatile Rule[] rules = {};

  /** Sets what happens to packets to a port. */
  synchronized void set(int host, int port, Action action) {
    List<Rule> now = new ArrayList<>(List.of(rules));
    now.removeIf(rule -> rule.host == host && rule.port == port);
    if (action != Action.ACCEPT) {
      now.add(new Rule(host, port, action));
    }
    rules = now.toArray(Rule[]::new);
  }

  /** The rules of a host. */
  List<Rule> of(int host) {
    return List.of(rules).stream().filter(rule -> rule.host == host).toList();
  }

  boolean isOpen() {
    return rules.length == 0;
  }

  /** What happens to a packet; the port is -1 if it has none. */
  Action action(int host, int port) {
    for (Rule rule : rules) {
      if (rule.host == host && rule.port == port) {
        return rule.action;
      }
    }
    return Action.ACCEPT;
  }
}

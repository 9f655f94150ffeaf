package ipcsh.command;

import ipcsh.inspect.MachineWaits;
import ipcsh.inspect.MachineWaits.Blocked;
import ipcsh.inspect.MachineWaits.Connection;
import ipcsh.inspect.MachineWaits.Wait;
import ipcsh.why.ExplainedChain;
import ipcsh.why.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Waits that no process can end, of processes on several machines: each waits for the other end of
 * a TCP connection, which a process on another machine has that is in the same situation. What is
 * on its way between them would end a wait, so nothing may be.
 */
final class DistantRing {
  /** A process of a machine; of this one if that is empty. */
  private record Place(String machine, int pid) {}

  private final Map<String, MachineWaits> machines;
  private final Map<Place, Blocked> stuck = new LinkedHashMap<>();

  /**
   * What the machines know, by their names; this one has an empty name.
   *
   * <p>They are looked at one after the other, so a ring is certain only if {@link #isSteady}.
   */
  DistantRing(Map<String, MachineWaits> machines) {
    this.machines = machines;
    machines.forEach(
        (name, its) -> its.blocked().forEach(one -> stuck.put(new Place(name, one.pid()), one)));
    boolean isChanged = true;
    while (isChanged) {
      isChanged =
          stuck
              .entrySet()
              .removeIf(
                  one ->
                      one.getValue().waits().stream()
                          .anyMatch(wait -> next(one.getKey().machine(), wait).isEmpty()));
    }
  }

  /** Whether there is one. */
  boolean isThere() {
    return !stuck.isEmpty();
  }

  /** The processes of a machine in it, or waiting for it. */
  Set<Integer> pids(String machine) {
    Set<Integer> pids = new TreeSet<>();
    stuck
        .keySet()
        .forEach(
            place -> {
              if (place.machine.equals(machine)) {
                pids.add(place.pid);
              }
            });
    return pids;
  }

  /** Whether nothing in it has moved on a machine, at which another look was taken. */
  boolean isSteady(String machine, MachineWaits later) {
    MachineWaits earlier = machines.get(machine);
    Map<Integer, Blocked> then = new HashMap<>();
    later.blocked().forEach(one -> then.put(one.pid(), one));
    return pids(machine).stream()
            .allMatch(pid -> stuck.get(new Place(machine, pid)).equals(then.get(pid)))
        && later.connections().containsAll(ofStuck(machine, earlier.connections()));
  }

  private List<Connection> ofStuck(String machine, List<Connection> all) {
    Set<Integer> pids = pids(machine);
    return all.stream().filter(one -> one.holders().stream().anyMatch(pids::contains)).toList();
  }

  /** Who on another machine has to end a wait; empty if somebody may, or that is not known. */
  private List<Place> next(String machine, Wait wait) {
    Connection own = end(machines.get(machine), wait.name(), wait.peer());
    List<Place> found = new ArrayList<>();
    for (Map.Entry<String, MachineWaits> one : machines.entrySet()) {
      Connection other = end(one.getValue(), wait.peer(), wait.name());
      if (other == null || one.getKey().equals(machine)) {
        continue;
      }
      boolean isMoving = wait.forRoom() ? other.received() == 0 : other.sent() > 0 || own == null;
      other.holders().forEach(pid -> found.add(new Place(one.getKey(), pid)));
      if (isMoving || !stuck.keySet().containsAll(found)) {
        return List.of();
      }
    }
    return found;
  }

  private static Connection end(MachineWaits machine, String name, String peer) {
    return machine.connections().stream()
        .filter(one -> one.name().equals(name) && one.peer().equals(peer))
        .findFirst()
        .orElse(null);
  }

  /** The ring in sentences. */
  ExplainedChain explained() {
    List<Place> ring = ring();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ring.size(); i++) {
      Place place = ring.get(i);
      Place next = ring.get((i + 1) % ring.size());
      Wait wait = stuck.get(place).waits().get(0);
      lines.add(name(place) + " " + wait.text());
      lines.add(
          "  "
              + name(next)
              + " has the other end, "
              + wait.peer()
              + (i + 1 < ring.size() ? ", and" : ""));
    }
    return new ExplainedChain(
        Verdict.DEADLOCK,
        lines,
        ring.size() == 2
            ? "deadlock: each waits for the other, on two machines."
            : "deadlock: each waits for the next, and the last one for the first, on several machines.");
  }

  private List<Place> ring() {
    List<Place> path = new ArrayList<>();
    Place place = stuck.keySet().iterator().next();
    while (!path.contains(place)) {
      path.add(place);
      place = next(place.machine(), stuck.get(place).waits().get(0)).get(0);
    }
    return path.subList(path.indexOf(place), path.size());
  }

  private String name(Place place) {
    String process = stuck.get(place).process();
    return place.machine().isEmpty() ? process : process + " on " + place.machine();
  }
}

package ipcsh.scenario;

import ipcsh.handle.Child;
import ipcsh.handle.Role;
import ipcsh.language.ShellBinding;
import ipcsh.peer.RoleShell;
import ipcsh.scenario.ScenarioView.Lane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The participants of a scenario, and the lanes in which they are shown. */
final class Participants {
  /** The lane of the scenario's own entries. */
  static final String OWN = "ipcsh";

  private final ScenarioView show;
  private final Participant own = new Participant(null);
  private final Map<Role, Participant> roles = new LinkedHashMap<>();
  private final Map<Thread, Participant> threads =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final Set<String> laneNames = new HashSet<>();
  private final List<Lane> lanes = new ArrayList<>();
  private ShellBinding names;

  Participants(ScenarioView show) {
    this.show = show;
  }

  /** The scenario itself runs on this thread, with these variables. */
  void begin(ShellBinding itsNames, Thread evaluator) {
    names = itsNames;
    threads.put(evaluator, own);
  }

  /** The scenario itself. */
  Participant own() {
    return own;
  }

  /** The participant whose block the calling thread runs; otherwise the scenario itself. */
  Participant current() {
    return threads.getOrDefault(Thread.currentThread(), own);
  }

  /** From now on the calling thread runs the blocks of this participant. */
  void current(Participant participant) {
    threads.put(Thread.currentThread(), participant);
  }

  /** All participants, lane by lane. */
  List<Participant> all() {
    List<Participant> all = new ArrayList<>(List.of(own));
    synchronized (roles) {
      all.addAll(roles.values());
    }
    all.sort(
        Comparator.comparingInt(p -> p.lane() == null ? Integer.MAX_VALUE : p.lane().number()));
    return all;
  }

  Participant of(Role role) {
    synchronized (roles) {
      return roles.computeIfAbsent(role, Participant::new);
    }
  }

  /** Its lane, which is created if it does not exist. */
  Lane appear(Participant participant) {
    if (participant.lane() == null) {
      participant.appears(new Lane(name(participant.role()), lanes.size()));
      lanes.add(participant.lane());
      show.appears(participant.lane());
    }
    return participant.lane();
  }

  /** A child is named after the variable that holds it. */
  private String name(Role role) {
    String wanted = role == null ? OWN : role.getName();
    if (role instanceof Child) {
      wanted =
          names.getVariables().entrySet().stream()
              .filter(variable -> variable.getValue() == role && !variable.getKey().equals("_"))
              .map(Map.Entry::getKey)
              .sorted()
              .findFirst()
              .orElse("child");
    }
    String name = wanted;
    for (int n = 2; !laneNames.add(name); n++) {
      name = wanted + " " + n;
    }
    return name;
  }

  /** Reports the facts by which the output of roles differs from run to run. */
  void report(FactListener listener) throws InterruptedException {
    for (Participant each : all()) {
      if (each.lane() == null || each.role() == null) {
        continue;
      }
      String name = each.lane().name();
      if (each.role() instanceof RoleShell shell) {
        List<VaryingFacts.Fact> facts = new ArrayList<>();
        facts.add(new VaryingFacts.Fact(VaryingFacts.Kind.PID, String.valueOf(shell.getPid()), ""));
        facts.addAll(VaryingFacts.received(shell.facts()));
        listener.known(name, facts);
      } else if (each.role() instanceof Child child) {
        String pid = String.valueOf(child.getPid());
        listener.known(name, List.of(new VaryingFacts.Fact(VaryingFacts.Kind.PID, pid, "")));
      }
    }
  }
}

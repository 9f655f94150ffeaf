package ipcsh.command;

import ipcsh.inspect.MachineWaits;
import ipcsh.peer.DistantRole;
import ipcsh.peer.RoleAnswer;
import ipcsh.view.WaitTable;
import ipcsh.why.ExplainedChain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The waits on other machines, as roles there have found out, together with those on this one. */
final class DistantWaits {
  private static final String HERE = "";

  /** The verdict of a machine that knows only its own processes. */
  private static final String CAN_END = "waits: it can still be ended.";

  private final Map<DistantRole, RoleAnswer.Waits> answers;

  private DistantWaits(Map<DistantRole, RoleAnswer.Waits> answers) {
    this.answers = answers;
  }

  /** Asks all of them at once. */
  static DistantWaits of(Collection<DistantRole> roles) {
    Map<DistantRole, Supplier<RoleAnswer.Waits>> asked = new LinkedHashMap<>();
    roles.forEach(role -> asked.put(role, role.askWaits()));
    Map<DistantRole, RoleAnswer.Waits> answers = new LinkedHashMap<>();
    asked.forEach((role, answer) -> answers.put(role, answer.get()));
    return new DistantWaits(answers);
  }

  /** What is known of each machine. */
  private Map<String, MachineWaits> ends() {
    Map<String, MachineWaits> machines = new LinkedHashMap<>();
    answers.forEach(
        (role, answer) -> {
          if (answer != null) {
            machines.merge(role.getHost(), answer.ends(), DistantWaits::both);
          }
        });
    return machines;
  }

  /** What two roles on a machine have found out. */
  private static MachineWaits both(MachineWaits one, MachineWaits other) {
    List<MachineWaits.Blocked> blocked = new ArrayList<>(one.blocked());
    blocked.addAll(other.blocked());
    return new MachineWaits(blocked, one.connections());
  }

  /**
   * The waits here, and those there.
   *
   * @param here those that are asked for
   * @param ends what else is known of this machine
   * @param asked the roles there whose waits are asked for
   */
  WaitTable with(WaitQuery.Found here, MachineWaits ends, List<DistantRole> asked) {
    Map<String, MachineWaits> machines = new LinkedHashMap<>();
    machines.put(HERE, ends);
    machines.putAll(ends());
    DistantRing ring = new DistantRing(machines);
    // looked at one after the other: it is one only if the first ones have not moved meanwhile
    boolean isRing = ring.isThere() && isSteady(ring);
    List<ExplainedChain> there = new ArrayList<>();
    for (DistantRole role : asked) {
      boolean isInRing = isRing && !ring.pids(role.getHost()).isEmpty();
      there.add(said(role, answers.get(role), isInRing));
    }
    if (!isRing) {
      return here.table().with(there);
    }
    Set<Integer> pids = ring.pids(HERE);
    boolean isAsked =
        here.first().stream().anyMatch(pids::contains)
            || asked.stream().anyMatch(role -> !ring.pids(role.getHost()).isEmpty());
    if (isAsked) {
      there.add(ring.explained());
    }
    return here.table().judgedAgain(here.first(), pids).with(there);
  }

  private boolean isSteady(DistantRing ring) {
    Map<String, MachineWaits> later = of(List.copyOf(answers.keySet())).ends();
    return ends().keySet().stream()
        .allMatch(
            machine -> later.containsKey(machine) && ring.isSteady(machine, later.get(machine)));
  }

  private static ExplainedChain said(DistantRole role, RoleAnswer.Waits answer, boolean isInRing) {
    String text =
        answer == null
            ? "shell " + role.getName() + " does not answer"
            : String.join("\n  ", answer.sentences());
    return new ExplainedChain(
        null,
        List.of(),
        "on " + role.getHost() + ": " + (isInRing ? text.replace(CAN_END, WaitTable.BELOW) : text));
  }
}

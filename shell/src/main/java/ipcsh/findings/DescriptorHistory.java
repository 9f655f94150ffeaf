package ipcsh.findings;

import ipcsh.observe.Observation;
import ipcsh.observe.ObservedCall;
import ipcsh.observe.ObservedDescriptor;
import ipcsh.observe.ObservedEnd;
import ipcsh.observe.ObservedEvent;
import ipcsh.observe.ObservedProcess;
import ipcsh.observe.ObservedSignal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The tables of descriptors of all processes of a run, followed through their calls: fork copies a
 * table, CLONE_FILES shares it, exec closes what is close-on-exec, dup refers to the same open file
 * description. What strace tells of each descriptor is compared with it; a table that contradicts
 * is {@linkplain DescriptorTable#isUncertain uncertain}.
 */
final class DescriptorHistory {
  /** Calls that are about a descriptor, but do not use what it refers to. */
  private static final Set<String> NO_USE =
      Set.of("close", "fcntl", "dup", "dup2", "dup3", "fstat", "newfstatat", "statx");

  /** A beginning or an end in the order of all. */
  private record Step(long place, ObservedCall call, boolean isEnd, ObservedEnd end) {}

  private final Map<ObservedProcess, ReviewedProcess> processes = new LinkedHashMap<>();
  private final Map<ObservedCall, ReviewedCall> calls = new IdentityHashMap<>();
  private final Map<ObservedCall, List<ObservedProcess>> created = new IdentityHashMap<>();
  private final Set<ObservedProcess> firsts = new HashSet<>();
  private final List<DescriptorTable> tables = new ArrayList<>();
  private final List<OpenedDescription> descriptions = new ArrayList<>();
  private final DescriptorEffects effects = new DescriptorEffects(this);
  private final Set<HeldDescriptor> told = new HashSet<>();
  private final ConnectedSockets connections = new ConnectedSockets();
  private final boolean isWhole;
  private final boolean isEnded;
  private long start = Long.MAX_VALUE;

  /** Reads what was observed of several programs until now. */
  DescriptorHistory(List<Observation> observations) {
    isEnded = observations.stream().allMatch(Observation::isEnded);
    isWhole = observations.stream().allMatch(each -> each.discarded() == 0);
    for (Observation observation : observations) {
      List<ObservedProcess> all = observation.processes();
      all.forEach(each -> processes.put(each, new ReviewedProcess(each)));
      for (ObservedProcess each : all) {
        if (each.creation() != null) {
          created.computeIfAbsent(each.creation(), call -> new ArrayList<>()).add(each);
        }
      }
      all.stream().limit(1).forEach(firsts::add);
    }
    if (isWhole) {
      simulate(steps(MergedEvents.of(observations)));
    }
  }

  private List<Step> steps(List<MergedEvents.Placed> events) {
    List<Step> steps = new ArrayList<>();
    for (MergedEvents.Placed placed : events) {
      ObservedEvent event = placed.event();
      ReviewedProcess process =
          event.thread() == null ? null : processes.get(event.thread().process());
      if (process == null) {
        continue;
      }
      if (event.began() != 0) {
        start = Math.min(start, event.began());
      }
      if (event instanceof ObservedCall call) {
        ReviewedCall reviewed = new ReviewedCall(call, process, placed.began(), placed.ended());
        calls.put(call, reviewed);
        process.add(reviewed);
      } else if (event instanceof ObservedSignal signal) {
        process.signals().add(signal);
      } else if (event instanceof ObservedEnd end && process.process().end() == end) {
        steps.add(new Step(placed.began(), null, true, end));
      }
    }
    for (ReviewedCall each : calls.values()) {
      steps.add(new Step(each.began(), each.call(), false, null));
      if (each.ended() != Long.MAX_VALUE) {
        steps.add(new Step(each.ended(), each.call(), true, null));
      }
    }
    // of two ends at one place the earlier comes first; a beginning has its place alone
    steps.sort(
        Comparator.comparingLong(Step::place)
            .thenComparingLong(step -> step.call == null ? step.end.began() : time(step)));
    return steps;
  }

  private static long time(Step step) {
    return step.isEnd ? step.call.ended() : step.call.began();
  }

  private void simulate(List<Step> steps) {
    for (Step step : steps) {
      if (step.call == null) {
        ended(processes.get(step.end.thread().process()), step.place);
        continue;
      }
      ReviewedCall call = calls.get(step.call);
      if (call.process().table() == null) {
        call.process().uses(newTable());
        // its creation was not seen: what it had inherited is unknown
        if (!firsts.contains(call.process().process())) {
          call.process().table().isDoubted();
        }
      }
      if (step.isEnd) {
        effects.end(call);
      } else {
        begin(call);
      }
    }
  }

  private DescriptorTable newTable() {
    DescriptorTable table = new DescriptorTable();
    tables.add(table);
    return table;
  }

  private void ended(ReviewedProcess process, long place) {
    process.ended(place);
    DescriptorTable table = process.table();
    if (table == null || !table.processes().stream().allMatch(each -> each.ended() <= place)) {
      return;
    }
    for (HeldDescriptor each : table.open()) {
      table.end(each.number(), HeldDescriptor.End.EXITED, place, null);
    }
  }

  private void begin(ReviewedCall call) {
    switch (call.name()) {
      case "close" -> {
        use(call, call.arguments().subList(0, Math.min(1, call.arguments().size())));
        if (call.succeeded()) {
          call.process().table().end(call.number(0), HeldDescriptor.End.CLOSED, call.began(), call);
        }
      }
      // what these print is what they return
      case "pipe", "pipe2", "socketpair" -> {}
      case "clone", "clone3", "fork", "vfork" -> {
        for (ObservedProcess each : created.getOrDefault(call.call(), List.of())) {
          ReviewedProcess child = processes.get(each);
          if (child != null && child.table() == null) {
            child.isChildOf(call.process());
            share(call, child);
          }
        }
      }
      case "recvmsg", "recvmmsg", "accept", "accept4" ->
          use(call, call.arguments().subList(0, Math.min(1, call.arguments().size())));
      default -> use(call, call.arguments());
    }
  }

  private void share(ReviewedCall call, ReviewedProcess child) {
    DescriptorTable table = call.process().table();
    if (String.join(",", call.arguments()).contains("CLONE_FILES")) {
      child.uses(table);
    } else {
      DescriptorTable copy = table.copy(call.began());
      tables.add(copy);
      child.uses(copy);
    }
  }

  /** Gives a process that shared its table one of its own. */
  void unshare(ReviewedCall call) {
    ReviewedProcess process = call.process();
    if (process.table().processes().size() > 1) {
      DescriptorTable copy = process.table().copy(call.ended());
      process.table().processes().remove(process);
      tables.add(copy);
      process.uses(copy);
    }
  }

  private void use(ReviewedCall call, List<String> arguments) {
    for (String argument : arguments) {
      for (ObservedDescriptor each : ReadableCall.descriptors(argument)) {
        if (each.number() >= 0) {
          HeldDescriptor held = known(call, each);
          if (!NO_USE.contains(call.name())) {
            held.uses().add(call);
            held.description().uses().add(call);
          }
          call.used().add(held);
        }
      }
    }
  }

  /** What the table has at a number; if that is not what strace saw there, it is from outside. */
  HeldDescriptor known(ReviewedCall call, ObservedDescriptor seen) {
    HeldDescriptor held = knownUnconnected(call, seen);
    connections.seen(held.description(), seen);
    return held;
  }

  private HeldDescriptor knownUnconnected(ReviewedCall call, ObservedDescriptor seen) {
    DescriptorTable table = call.process().table();
    HeldDescriptor held = table.at(seen.number());
    String object = seen.object();
    if (held != null) {
      OpenedDescription description = held.description();
      if (object == null || object.equals(description.object())) {
        return held;
      }
      if (description.object() == null) {
        description.is(object);
        return held;
      }
      table.isDoubted();
    }
    OpenedDescription.Kind kind =
        seen.isSocket() ? OpenedDescription.Kind.SOCKET : OpenedDescription.Kind.OTHER;
    OpenedDescription description = describe(new OpenedDescription(kind, null, object));
    HeldDescriptor outside =
        new HeldDescriptor(
            table, seen.number(), description, HeldDescriptor.Origin.OUTSIDE, call.began(), false);
    table.put(outside, null);
    return outside;
  }

  /** The sockets that are connected to each other. */
  ConnectedSockets connections() {
    return connections;
  }

  OpenedDescription describe(OpenedDescription description) {
    descriptions.add(description);
    return description;
  }

  /** The processes in the order in which they were first seen. */
  List<ReviewedProcess> processes() {
    return List.copyOf(processes.values());
  }

  List<DescriptorTable> tables() {
    return tables;
  }

  List<OpenedDescription> descriptions() {
    return descriptions;
  }

  /** Reports a finding about a descriptor, unless another rule has told one. */
  void report(HeldDescriptor held, Consumer<Finding> found, Finding finding) {
    if (told.add(held)) {
      found.accept(finding);
    }
  }

  /** Whether no other rule has told one of these; notes that this one does. */
  boolean tell(List<HeldDescriptor> held) {
    return told.addAll(held);
  }

  /** When the first event was, in nanoseconds since the epoch. */
  long start() {
    return start;
  }

  /** Whether no event was discarded. */
  boolean isWhole() {
    return isWhole;
  }

  /** Whether all processes have ended. */
  boolean isEnded() {
    return isEnded || processes.values().stream().noneMatch(ReviewedProcess::isRunning);
  }
}

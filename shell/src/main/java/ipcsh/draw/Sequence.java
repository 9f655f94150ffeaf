package ipcsh.draw;

import ipcsh.inspect.Exchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A chart of the data that processes sent to each other, in the order of time, with a lane for each
 * participant.
 */
public final class Sequence implements Renderable {
  private final List<String> lanes;
  private final List<ChartExchange> steps;

  private Sequence(List<String> lanes, List<ChartExchange> steps) {
    this.lanes = lanes;
    this.steps = steps;
  }

  /**
   * The chart of these exchanges.
   *
   * @param itself the name of the shell, for exchanges without a name
   */
  public static Sequence of(List<Exchange> exchanges, String itself) {
    List<ChartExchange> steps = new ArrayList<>();
    exchanges.forEach(exchange -> steps.add(new ChartExchange(named(exchange, itself))));
    steps.sort(Comparator.comparingLong(ChartExchange::when));
    ExchangeMatcher.of(steps);
    Map<String, Boolean> lanes = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).row(i);
      lanes.put(steps.get(i).who(), true);
      if (steps.get(i).isLonePacket()) {
        lanes.put(steps.get(i).exchange().peerName(), true);
      }
    }
    for (ChartExchange step : steps) {
      steps.stream()
          .filter(other -> step.waitedAt(other.when()) && !other.who().equals(step.who()))
          .findFirst()
          .ifPresent(other -> step.waited());
    }
    return new Sequence(List.copyOf(lanes.keySet()), steps);
  }

  private static Exchange named(Exchange exchange, String itself) {
    return exchange.who() != null ? exchange : exchange.by(itself);
  }

  /** The participants, in the order of their first exchange. */
  public List<String> lanes() {
    return lanes;
  }

  /** Whether there are no exchanges. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  @Override
  public Grid grid(int columns) {
    return isEmpty() ? new Grid(columns, 0) : SequenceText.of(this, columns);
  }

  @Override
  public VectorImage image() {
    return SequenceShapes.of(this);
  }

  @Override
  public String mermaid() {
    return SequenceMermaid.of(this);
  }

  @Override
  public String dot() {
    return null;
  }

  @Override
  public Map<String, Object> model() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ChartExchange step : steps) {
      Map<String, Object> one = new LinkedHashMap<>(step.exchange().asMap());
      one.put("with", step.others().stream().map(ChartExchange::row).toList());
      all.add(one);
    }
    return Map.of("lanes", lanes, "exchanges", all);
  }

  List<ChartExchange> steps() {
    return steps;
  }

  int lane(ChartExchange step) {
    return lanes.indexOf(step.who());
  }

  /** The lane to which a packet went that did not arrive. */
  int target(ChartExchange lost) {
    return lanes.indexOf(lost.exchange().peerName());
  }

  /** Whether a call of a lane was blocked at the time of a step. */
  boolean waits(int lane, ChartExchange at) {
    String who = lanes.get(lane);
    return steps.stream()
        .anyMatch(
            step -> step != at && Objects.equals(step.who(), who) && step.waitedAt(at.when()));
  }
}

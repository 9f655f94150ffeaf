package ipcsh.bench;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one mechanism, for one size of messages, on one or two processors. */
final class Row {
  private final Mechanism mechanism;
  private final int size;
  private final int processors;
  private final Map<Side, Figures> figures = new EnumMap<>(Side.class);

  /**
   * No figures yet.
   *
   * @param size the size of a message; 0 if the mechanism has none
   */
  Row(Mechanism mechanism, int size, int processors) {
    this.mechanism = mechanism;
    this.size = size;
    this.processors = processors;
  }

  void put(Side side, Figures its) {
    figures.put(side, its);
  }

  Mechanism mechanism() {
    return mechanism;
  }

  /** The size of a message; 0 if the mechanism has none. */
  int size() {
    return size;
  }

  /** On how many processors it was measured. */
  int processors() {
    return processors;
  }

  /** A side's figures; null if there are none. */
  Figures figures(Side side) {
    return figures.get(side);
  }

  /** The microseconds that a round trip of a side takes; null if there is no figure. */
  Double of(Side side) {
    Figures its = figures.get(side);
    return its == null ? null : its.median();
  }

  /** Our figure divided by that of C; null if either is missing. */
  Double ratio() {
    return ratio(of(Side.IPCSH), of(Side.C));
  }

  static Double ratio(Double ours, Double c) {
    return ours == null || c == null ? null : ours / c;
  }

  /** Whether ours is less than that of another side, or that one is unknown. */
  boolean isFasterThan(Side other) {
    Double its = of(other);
    return its == null || of(Side.IPCSH) < its;
  }

  /** Its mechanism, with the size if there is one. */
  String label() {
    return mechanism.word() + (size == 0 ? "" : " " + size);
  }

  /** The figures of these sides, as the language and JSON see them. */
  Map<String, Object> map(List<Side> sides) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mechanism", mechanism.word());
    map.put("size", size == 0 ? null : size);
    map.put("processors", processors);
    for (Side side : sides) {
      map.put(side.word(), of(side));
    }
    map.put("ratio", ratio());
    for (Side side : sides) {
      Figures its = figures.getOrDefault(side, new Figures(1));
      its.others().forEach((name, value) -> map.put(side.word() + "_" + name, value));
    }
    return map;
  }
}

package ipcsh.bench;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one mechanism: microseconds a round trip. */
final class Row {
  private final Mechanism mechanism;
  private final Map<Side, Double> figures = new EnumMap<>(Side.class);

  Row(Mechanism mechanism) {
    this.mechanism = mechanism;
  }

  void put(Side side, double microseconds) {
    figures.put(side, microseconds);
  }

  Mechanism mechanism() {
    return mechanism;
  }

  /** A side's figure; null where there is none. */
  Double of(Side side) {
    return figures.get(side);
  }

  /** Ours over that of C; null where one is missing. */
  Double ratio() {
    Double ours = of(Side.IPCSH);
    Double c = of(Side.C);
    return ours == null || c == null ? null : ours / c;
  }

  /** Whether ours is less than that of another side, or nothing is known of that. */
  boolean isFasterThan(Side other) {
    Double its = of(other);
    return its == null || of(Side.IPCSH) < its;
  }

  /** What the language and JSON see of it, with the figures of these sides. */
  Map<String, Object> map(List<Side> sides) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mechanism", mechanism.word());
    for (Side side : sides) {
      map.put(side.word(), of(side));
    }
    map.put("ratio", ratio());
    return map;
  }
}

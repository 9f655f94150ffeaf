package ipcsh.bench;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one mechanism: microseconds per round trip. */
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

  /** A side's figure; null if there is none. */
  Double of(Side side) {
    return figures.get(side);
  }

  /** Our figure divided by that of C; null if either is missing. */
  Double ratio() {
    Double ours = of(Side.IPCSH);
    Double c = of(Side.C);
    return ours == null || c == null ? null : ours / c;
  }

  /** Whether ours is less than that of another side, or that one is unknown. */
  boolean isFasterThan(Side other) {
    Double its = of(other);
    return its == null || of(Side.IPCSH) < its;
  }

  /** The figures of these sides, as the language and JSON see them. */
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

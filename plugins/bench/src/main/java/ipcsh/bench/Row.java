package ipcsh.bench;

import java.util.EnumMap;
import java.util.LinkedHashMap;
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

  /** What the language and JSON see of it. */
  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mechanism", mechanism.word());
    for (Side side : Side.values()) {
      map.put(side.word(), of(side));
    }
    map.put("ratio", ratio());
    return map;
  }
}

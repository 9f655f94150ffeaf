package ipcsh.command;

import ipcsh.draw.Sequence;
import ipcsh.handle.WidthDependent;
import ipcsh.view.Table;
import ipcsh.view.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A chart in a few lines: who sent how much to whom, and through what. Prints as a table. */
public final class ExchangeSummary implements WidthDependent {
  private static final Table<Row> TABLE =
      Table.of(
          List.of(
              Column.of("from", row -> row.from),
              Column.of("to", row -> row.to),
              Column.<Row>of("sends", row -> Long.toString(row.sends)).number(),
              Column.<Row>of("bytes", row -> Long.toString(row.bytes)).number(),
              Column.<Row>of("through", row -> row.through).cut(20, 8)));

  private final List<Row> rows = new ArrayList<>();

  /** What went one way. */
  private static final class Row {
    final String from;
    final String to;
    final String through;
    long sends;
    long bytes;

    Row(String from, String to, String through) {
      this.from = from;
      this.to = to;
      this.through = through;
    }
  }

  /** Of this chart. */
  public ExchangeSummary(Sequence chart) {
    List<?> exchanges = (List<?>) chart.model().get("exchanges");
    Map<List<String>, Row> all = new LinkedHashMap<>();
    for (Object each : exchanges) {
      Map<?, ?> exchange = (Map<?, ?>) each;
      if (!"SEND".equals(exchange.get("kind"))) {
        continue;
      }
      List<?> with = (List<?>) exchange.get("with");
      String to =
          with.isEmpty()
              ? "(not taken)"
              : String.valueOf(((Map<?, ?>) exchanges.get((Integer) with.get(0))).get("who"));
      Object name = exchange.get("peerName");
      String through = exchange.get("through") + (name == null ? "" : " " + name);
      String from = String.valueOf(exchange.get("who"));
      Row row = all.computeIfAbsent(List.of(from, to, through), key -> new Row(from, to, through));
      row.sends++;
      row.bytes += ((Number) exchange.get("bytes")).longValue();
    }
    rows.addAll(all.values());
  }

  @Override
  public String text(int columns, boolean color) {
    return rows.isEmpty() ? "nothing was sent" : TABLE.text(rows, columns, color);
  }

  @Override
  public String toString() {
    return text(0, false);
  }
}

package ipcsh.draw;

import ipcsh.inspect.ObjectState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The graph as plain values, for programs that draw it themselves. */
final class GraphModel {
  private GraphModel() {}

  static Map<String, Object> of(Graph graph) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("processes", graph.tables.stream().map(table -> process(graph, table)).toList());
    all.put("openFiles", graph.files.stream().map(GraphModel::file).toList());
    all.put(
        "objects",
        graph.things.stream().map(thing -> ObjectState.details(thing.object())).toList());
    all.put("links", graph.links.stream().map(GraphModel::link).toList());
    return all;
  }

  private static Map<String, Object> process(Graph graph, Graph.Table table) {
    List<Object> rows = new ArrayList<>();
    for (Graph.Row row : graph.rows.subList(table.first(), table.end())) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("numbers", row.numbers().stream().filter(number -> number >= 0).toList());
      map.put("variable", row.variable().isEmpty() ? null : row.variable());
      map.put("cloexec", row.closesOnExec());
      map.put("note", row.note().isEmpty() ? null : row.note());
      map.put("waits", row.waits());
      map.put("openFile", row.file() < 0 ? null : row.file());
      rows.add(map);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pid", table.process().pid());
    map.put("title", table.title());
    map.put("descriptors", rows);
    return map;
  }

  private static Map<String, Object> file(Graph.Description file) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("flags", ObjectState.flags(file.file()));
    map.put("offset", file.file().offset());
    map.put("object", file.object());
    map.put("also", file.also());
    return map;
  }

  private static Map<String, Object> link(Graph.Link link) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("from", link.from());
    map.put("to", link.to());
    map.put("both", link.both());
    return map;
  }
}

package ipcsh.draw;

import ipcsh.inspect.PipeObject;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The graph in the languages of layout programs: Mermaid and dot. */
final class GraphNotation {
  private final Graph graph;
  private final StringBuilder out = new StringBuilder();

  private GraphNotation(Graph graph) {
    this.graph = graph;
  }

  /** A Mermaid flowchart. */
  static String mermaid(Graph graph) {
    return new GraphNotation(graph).mermaid();
  }

  /** A Graphviz digraph. */
  static String dot(Graph graph) {
    return new GraphNotation(graph).dot();
  }

  private String mermaid() {
    out.append("flowchart LR\n");
    for (Graph.Table table : graph.tables) {
      out.append("  subgraph p").append(table.number()).append("[\"");
      out.append(entity(table.title())).append("\"]\n");
      for (int row = table.first(); row < table.end(); row++) {
        out.append("    r").append(row).append("[\"").append(entity(row(row))).append("\"]\n");
      }
      out.append("  end\n");
    }
    for (int i = 0; i < graph.files.size(); i++) {
      out.append("  f").append(i).append("([\"").append(lines(file(i), "<br>"));
      out.append("\"])\n");
    }
    for (int i = 0; i < graph.things.size(); i++) {
      out.append("  o").append(i).append("[\"").append(lines(thing(i), "<br>"));
      out.append("\"]\n");
    }
    for (int row = 0; row < graph.rows.size(); row++) {
      if (graph.rows.get(row).file() >= 0) {
        edge("r" + row, "-->", "f" + graph.rows.get(row).file());
      }
    }
    for (int i = 0; i < graph.files.size(); i++) {
      String object = "o" + graph.files.get(i).object();
      if (comesOut(i) && goesIn(i)) {
        edge("f" + i, "<-->", object);
      } else if (comesOut(i)) {
        edge(object, "-->", "f" + i);
      } else {
        edge("f" + i, "-->", object);
      }
    }
    for (Graph.Link link : graph.links) {
      link.to().forEach(to -> edge("o" + link.from(), link.both() ? "<-.->" : "-.->", "o" + to));
    }
    return out.toString();
  }

  private void edge(String from, String arrow, String to) {
    out.append("  ").append(from).append(' ').append(arrow).append(' ').append(to).append('\n');
  }

  private static String lines(List<String> lines, String between) {
    return lines.stream().map(GraphNotation::entity).collect(Collectors.joining(between));
  }

  /** Quoted text of Mermaid. */
  private static String entity(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean isPlain = Character.isLetterOrDigit(c) || " ._-/:,@|()+=".indexOf(c) >= 0;
              safe.append(isPlain ? Character.toString(c) : "#" + c + ";");
            });
    return safe.toString();
  }

  private String dot() {
    out.append("digraph descriptors {\n  rankdir=LR; fontname=\"sans-serif\";\n");
    out.append("  node [shape=box, style=rounded, fontname=\"monospace\", fontsize=11];\n");
    for (Graph.Table table : graph.tables) {
      String rows =
          IntStream.range(table.first(), table.end())
              .mapToObj(row -> "<r" + row + "> " + field(row(row)))
              .collect(Collectors.joining("|"));
      out.append("  p").append(table.number()).append(" [shape=record, style=solid, label=\"");
      out.append(field(table.title())).append('|').append(rows).append("\"];\n");
    }
    nodes("f", graph.files.size(), this::file);
    nodes("o", graph.things.size(), this::thing);
    for (int row = 0; row < graph.rows.size(); row++) {
      if (graph.rows.get(row).file() >= 0) {
        String from = "p" + graph.rows.get(row).table() + ":r" + row;
        arrow(from, "f" + graph.rows.get(row).file(), "");
      }
    }
    for (int i = 0; i < graph.files.size(); i++) {
      String way = comesOut(i) ? goesIn(i) ? " [dir=both]" : " [dir=back]" : "";
      arrow("f" + i, "o" + graph.files.get(i).object(), way);
    }
    for (Graph.Link link : graph.links) {
      String way = link.both() ? ", dir=both" : "";
      link.to()
          .forEach(
              to ->
                  arrow(
                      "o" + link.from(), "o" + to, " [constraint=false, style=dashed" + way + "]"));
    }
    return out.append("}\n").toString();
  }

  private void nodes(String letter, int count, Function<Integer, List<String>> lines) {
    for (int i = 0; i < count; i++) {
      String text =
          lines.apply(i).stream().map(GraphNotation::quoted).collect(Collectors.joining("\\n"));
      out.append("  ").append(letter).append(i).append(" [label=\"").append(text).append("\"];\n");
    }
  }

  private void arrow(String from, String to, String how) {
    out.append("  ").append(from).append(" -> ").append(to).append(how).append(";\n");
  }

  private static String quoted(String text) {
    return EscapedText.word(text).replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Text in a field of a dot record. */
  private static String field(String text) {
    return quoted(text).replaceAll("([{}|<>])", "\\\\$1");
  }

  private String row(int row) {
    return GraphLayout.text(graph.rows.get(row)).stream()
        .map(BoxRow::text)
        .collect(Collectors.joining("  "));
  }

  private List<String> file(int file) {
    return texts(BoxLabels.of(graph.files.get(file).file(), graph.files.get(file).also(), 24));
  }

  private List<String> thing(int thing) {
    Graph.Thing it = graph.things.get(thing);
    List<String> lines = new ArrayList<>(List.of(it.object().kind()));
    texts(BoxLabels.of(it.object(), it.peer(), it.locks()))
        .forEach(line -> lines.add(graph.named(line)));
    return lines;
  }

  private static List<String> texts(List<BoxRow> lines) {
    return lines.stream().map(BoxRow::text).toList();
  }

  /** Whether bytes leave the pipe there. */
  private boolean comesOut(int file) {
    return isPipe(file) && graph.files.get(file).file().reads();
  }

  private boolean goesIn(int file) {
    return !isPipe(file) || graph.files.get(file).file().writes();
  }

  private boolean isPipe(int file) {
    return graph.things.get(graph.files.get(file).object()).object() instanceof PipeObject;
  }
}

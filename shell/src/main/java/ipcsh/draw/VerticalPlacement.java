package ipcsh.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Determines the line of every element. As many arrows as possible are straight: their elements are
 * on one line, and everything is placed as high as its predecessors in the column allow. A box that
 * is connected to several lines is as high as they require.
 */
final class VerticalPlacement {
  /** The distance from the last line in a box to the first one in the next: two borders. */
  private static final int BORDERS = 3;

  /** Tables are also separated by a blank line. */
  private static final int BETWEEN_TABLES = BORDERS + 1;

  /** The first line inside a box at the top. */
  private static final int FIRST = 1;

  /** Open file descriptions of one object that are further apart are not all aligned with it. */
  private static final int NEAR = 2;

  private final Graph graph;
  private final int[] fileLines;
  private final int[] thingLines;
  private final int files;
  private final int rows;
  private final int[] block;

  /** For each block, the blocks below it and their minimum distances. */
  private final Map<Integer, List<int[]>> rules = new HashMap<>();

  private final int[] order;
  private final int[] line;

  /**
   * Computes the lines.
   *
   * @param fileLines for each open file description the number of lines in its box
   * @param thingLines the same for each object
   */
  VerticalPlacement(Graph graph, int[] fileLines, int[] thingLines) {
    this.graph = graph;
    this.fileLines = fileLines.clone();
    this.thingLines = thingLines.clone();
    this.rows = graph.rows.size();
    this.files = graph.files.size();
    this.block = new int[rows + 2 * files];
    this.line = new int[block.length];
    for (int i = 0; i < block.length; i++) {
      block[i] = i;
    }
    Arrays.fill(line, FIRST);
    alignRows();
    alignPorts();
    rules();
    order = order();
    settle();
  }

  /** The line of a row of a table. */
  int row(int row) {
    return line[block[row]];
  }

  /** The first line in the box of an open file description, at which its arrows start and end. */
  int file(int file) {
    return line[block[rows + file]];
  }

  /** The line in which the arrow of an open file description reaches its object. */
  int port(int file) {
    return line[block[rows + files + file]];
  }

  /** The first line in the box of an object. */
  int thing(int thing) {
    return port(graph.things.get(thing).files().get(0));
  }

  /** The number of lines in the box of an object. */
  int height(int thing) {
    List<Integer> its = graph.things.get(thing).files();
    return Math.max(thingLines[thing], port(its.get(its.size() - 1)) - thing(thing) + 1);
  }

  /** The number of lines in the box of an open file description. */
  int fileHeight(int file) {
    return fileLines[file];
  }

  /** Moves an open file description one line down, and everything that must follow. */
  void moveFile(int file) {
    line[block[rows + file]]++;
    settle();
  }

  /** Moves the line down in which the arrow of an open file description reaches its object. */
  void movePort(int file) {
    line[block[rows + files + file]]++;
    settle();
  }

  private void alignRows() {
    List<int[]> pairs = new ArrayList<>();
    for (int file = 0; file < files; file++) {
      for (int row : graph.files.get(file).rows()) {
        pairs.add(new int[] {file, row});
      }
    }
    for (int[] pair : IncreasingSubsequence.longest(pairs)) {
      block[rows + pair[0]] = pair[1];
    }
  }

  private void alignPorts() {
    List<int[]> pairs = new ArrayList<>();
    int port = 0;
    for (Graph.Thing thing : graph.things) {
      int before = thing.files().get(0);
      boolean isNear = true;
      for (int file : thing.files()) {
        // a box does not grow across many others
        isNear &= file - before <= NEAR;
        if (isNear) {
          pairs.add(new int[] {file, port});
        }
        before = file;
        port++;
      }
    }
    for (int[] pair : IncreasingSubsequence.longest(pairs)) {
      block[rows + files + pair[0]] = block[rows + pair[0]];
    }
  }

  /** Collects the minimum distances between blocks. */
  private void rules() {
    for (int row = 1; row < rows; row++) {
      boolean same = graph.rows.get(row).table() == graph.rows.get(row - 1).table();
      rule(row - 1, row, same ? 1 : BETWEEN_TABLES);
    }
    for (int file = 1; file < files; file++) {
      rule(rows + file - 1, rows + file, fileLines[file - 1] + BORDERS - 1);
    }
    int ports = rows + files;
    for (int i = 0; i < graph.things.size(); i++) {
      List<Integer> its = graph.things.get(i).files();
      for (int k = 1; k < its.size(); k++) {
        rule(ports + its.get(k - 1), ports + its.get(k), 1);
      }
      if (i + 1 < graph.things.size()) {
        int next = ports + graph.things.get(i + 1).files().get(0);
        rule(ports + its.get(0), next, thingLines[i] + BORDERS - 1);
        rule(ports + its.get(its.size() - 1), next, BORDERS);
      }
    }
  }

  private void rule(int above, int below, int distance) {
    rules
        .computeIfAbsent(block[above], first -> new ArrayList<>())
        .add(new int[] {block[below], distance});
  }

  /**
   * The blocks in topological order, each after those above it: the lines of one block do not cross
   * those of another, so such an order exists.
   */
  private int[] order() {
    int[] above = new int[line.length];
    rules.values().forEach(its -> its.forEach(rule -> above[rule[0]]++));
    int[] order = new int[line.length];
    int known = 0;
    for (int i = 0; i < line.length; i++) {
      if (above[i] == 0) {
        order[known++] = i;
      }
    }
    for (int i = 0; i < known; i++) {
      for (int[] rule : rules.getOrDefault(order[i], List.of())) {
        if (--above[rule[0]] == 0) {
          order[known++] = rule[0];
        }
      }
    }
    return order;
  }

  private void settle() {
    for (int above : order) {
      for (int[] rule : rules.getOrDefault(above, List.of())) {
        line[rule[0]] = Math.max(line[rule[0]], line[above] + rule[1]);
      }
    }
  }
}

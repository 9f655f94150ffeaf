package ipcsh.draw;

import ipcsh.draw.Plan.End;
import ipcsh.draw.Plan.Wire;

/**
 * Draws the lines of a plan as characters. Crossing lines continue straight; a line that branches
 * has a joint.
 */
final class LineRenderer {
  private static final int UP = 1;
  private static final int RIGHT = 2;
  private static final int DOWN = 4;
  private static final int LEFT = 8;
  private static final int ALL = 15;

  /** Box-drawing characters, indexed by the directions of a line as bits. */
  private static final String SHAPES = " ╵╶╰╷│╭├╴╯─┴╮┤┬┼";

  /** A joint with four directions, to be distinguished from two crossing lines. */
  private static final String JOINT = "╋";

  private final Plan plan;
  private final int[][] directions;
  private final int[][] across;
  private final int[][] along;

  LineRenderer(Plan plan) {
    this.plan = plan;
    this.directions = new int[plan.height()][plan.width()];
    this.across = new int[plan.height()][plan.width()];
    this.along = new int[plan.height()][plan.width()];
    for (int i = 0; i < plan.wires().size(); i++) {
      wire(plan.wires().get(i), i + 1);
    }
  }

  private void wire(Wire wire, int number) {
    int top = wire.ends().stream().mapToInt(End::y).min().orElseThrow();
    int bottom = wire.ends().stream().mapToInt(End::y).max().orElseThrow();
    if (wire.trunk() < 0) {
      int from = wire.ends().stream().mapToInt(End::x).min().orElseThrow();
      int to = wire.ends().stream().mapToInt(End::x).max().orElseThrow();
      across(top, from, to, number);
      outwards(wire, number);
      return;
    }
    for (int y = top; y < bottom; y++) {
      add(wire.trunk(), y, DOWN, number);
      add(wire.trunk(), y + 1, UP, number);
    }
    for (End end : wire.ends()) {
      across(end.y(), Math.min(end.x(), wire.trunk()), Math.max(end.x(), wire.trunk()), number);
    }
    outwards(wire, number);
  }

  /** Extends a line from its end to the border of the box. */
  private void outwards(Wire wire, int number) {
    for (End end : wire.ends()) {
      add(end.x(), end.y(), end.isLeft() ? LEFT : RIGHT, number);
      if (wire.ends().size() == 1) {
        add(end.x(), end.y(), end.isLeft() ? RIGHT : LEFT, number);
      }
    }
  }

  private void across(int y, int from, int to, int number) {
    for (int x = from; x < to; x++) {
      add(x, y, RIGHT, number);
      add(x + 1, y, LEFT, number);
    }
  }

  private void add(int x, int y, int direction, int number) {
    directions[y][x] |= direction;
    if ((direction & (UP | DOWN)) != 0) {
      along[y][x] = number;
    } else {
      across[y][x] = number;
    }
  }

  void paint(Grid grid) {
    for (int y = 0; y < plan.height(); y++) {
      for (int x = 0; x < plan.width(); x++) {
        int shape = directions[y][x];
        if (shape != 0) {
          boolean isJoint = shape == ALL && across[y][x] == along[y][x];
          int wire = along[y][x] == 0 ? across[y][x] : along[y][x];
          String text = isJoint ? JOINT : SHAPES.substring(shape, shape + 1);
          grid.put(x, y, text, plan.wires().get(wire - 1).tone());
        }
      }
    }
  }
}

package ipcsh.command;

import ipcsh.draw.GraphPicture;
import ipcsh.draw.Grid;
import ipcsh.draw.Renderable;
import ipcsh.draw.TerminalColors;
import ipcsh.draw.WrappedText;
import ipcsh.handle.Properties;
import ipcsh.handle.WidthDependent;
import ipcsh.sys.text.EscapedText;
import java.util.List;
import java.util.Map;

/**
 * A picture of descriptors and objects. Prints as boxes and arrows; as JSON it is the data that is
 * drawn.
 */
public final class Drawing implements WidthDependent, Properties {
  private final Renderable sketch;
  private final List<String> below;

  public Drawing(Renderable sketch) {
    this(sketch, List.of());
  }

  /** The same with lines of text below it. */
  public Drawing(Renderable sketch, List<String> below) {
    this.sketch = sketch;
    this.below = List.copyOf(below);
  }

  public Renderable sketch() {
    return sketch;
  }

  @Override
  public String text(int columns, boolean color) {
    if (below.isEmpty()) {
      return picture(columns, color);
    }
    String lines = EscapedText.lines(String.join("\n", below));
    String shown = columns <= 0 ? lines : WrappedText.wrap(lines, columns, 2);
    return picture(columns, color) + "\n" + (color ? TerminalColors.alarm(shown) : shown);
  }

  private String picture(int columns, boolean color) {
    if (columns <= 0) {
      return sketch.grid(GraphPicture.COLUMNS).text(color);
    }
    Grid grid = sketch.grid(columns);
    String cut =
        "cut off on the right: it needs %d columns, and there are %d; draw 'x.svg' writes all of it"
            .formatted(grid.width(), columns);
    String text = grid.text(color, columns);
    return grid.width() <= columns ? text : text + "\n" + WrappedText.wrap(cut, columns, 0);
  }

  @Override
  public Map<String, Object> properties() {
    return sketch.model();
  }

  @Override
  public String toString() {
    return text(columns(System.getenv("COLUMNS")), false);
  }

  private static int columns(String said) {
    return said != null && said.matches("[1-9]\\d{0,3}") ? Integer.parseInt(said) : 0;
  }
}

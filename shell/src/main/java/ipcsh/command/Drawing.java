package ipcsh.command;

import ipcsh.draw.Picture;
import ipcsh.draw.Sketch;
import ipcsh.handle.Drawn;
import ipcsh.handle.Properties;
import java.util.Map;

/** Something drawn. Prints as boxes and arrows, as JSON as what is drawn. */
public final class Drawing implements Drawn, Properties {
  private final Sketch sketch;

  Drawing(Sketch sketch) {
    this.sketch = sketch;
  }

  Sketch sketch() {
    return sketch;
  }

  @Override
  public String text(int columns, boolean color) {
    return sketch.grid(columns <= 0 ? Picture.COLUMNS : columns).text(color);
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

package ipcsh.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.io.IOException;

/** What a picture is painted on; coordinates are pixels of the picture. */
interface PaintTarget {
  /** Fills an area. */
  void fill(Shape shape, Color color) throws IOException;

  /** Draws a line. */
  void stroke(Shape shape, BasicStroke stroke, Color color) throws IOException;

  /** Draws a text, with the start of its baseline at this point. */
  void text(TextLine line, double x, double y, Color color) throws IOException;
}

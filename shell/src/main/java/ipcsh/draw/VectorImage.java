package ipcsh.draw;

import java.util.List;

/**
 * A picture made of shapes, from which files are written in several formats.
 *
 * @param width in pixels
 * @param height in pixels
 * @param margin added to all coordinates of the shapes
 * @param title what it shows
 * @param shapes the shapes, each painted over those before
 */
public record VectorImage(int width, int height, int margin, String title, List<Shape> shapes) {}

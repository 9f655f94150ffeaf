package ipcsh.command;

import ipcsh.draw.Renderable;

/** A value of the language of which {@code draw} makes a picture. */
public interface Drawable {
  /** The picture. */
  Renderable sketch();
}

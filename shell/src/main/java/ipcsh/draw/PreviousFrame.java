package ipcsh.draw;

import ipcsh.inspect.KernelObject;
import ipcsh.inspect.OpenFileDescription;

/**
 * The places and sizes of elements in previous pictures, so that what remains keeps its place, and
 * the changes since. By default, there is no previous picture.
 */
interface PreviousFrame {
  /** No previous picture. */
  PreviousFrame NOTHING = new PreviousFrame() {};

  /** The key of calls that refer to no descriptor. */
  int NO_DESCRIPTOR = -1;

  /** The change of a process. */
  default ColorRole.Mark process(int pid) {
    return ColorRole.Mark.NONE;
  }

  /** The change of a row in its table. */
  default ColorRole.Mark row(int pid, int number) {
    return ColorRole.Mark.NONE;
  }

  /** The change of a blocked call on this descriptor. */
  default ColorRole.Mark waiting(int pid, int number) {
    return ColorRole.Mark.NONE;
  }

  /** How long the call has been blocked, as text; null if that is not shown. */
  default String since(int pid, int number) {
    return null;
  }

  /** The change of an open file description. */
  default ColorRole.Mark mark(OpenFileDescription file) {
    return ColorRole.Mark.NONE;
  }

  /** The change of an object. */
  default ColorRole.Mark mark(KernelObject object) {
    return ColorRole.Mark.NONE;
  }

  /** The change of a line in the box of an open file description. */
  default ColorRole.Mark line(OpenFileDescription file, String text) {
    return ColorRole.Mark.NONE;
  }

  /** The change of a line in the box of an object. */
  default ColorRole.Mark line(KernelObject object, String text) {
    return ColorRole.Mark.NONE;
  }

  /** The previous position of an open file description in its column; -1 for a new one. */
  default int rank(OpenFileDescription file) {
    return -1;
  }

  /** The previous position of an object in its column; -1 for a new one. */
  default int rank(KernelObject object) {
    return -1;
  }

  /** The height of its box in lines, at least {@code needed}. */
  default int lines(OpenFileDescription file, int needed) {
    return needed;
  }

  /** The height of its box in lines, at least {@code needed}. */
  default int lines(KernelObject object, int needed) {
    return needed;
  }

  /** The width of a column, at least {@code needed}. */
  default int width(int column, int needed) {
    return needed;
  }

  /** The number of tracks in a gap, at least {@code needed}. */
  default int tracks(int space, int needed) {
    return needed;
  }
}

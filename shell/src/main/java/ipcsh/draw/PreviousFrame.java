package ipcsh.draw;

import ipcsh.inspect.KernelObject;
import ipcsh.inspect.OpenFileDescription;

/**
 * What a picture knows of those before it: where things stood and how large they were, so that what
 * stays keeps its place, and what has changed. Nothing of a picture that stands alone.
 */
interface PreviousFrame {
  /** Of a picture that stands alone. */
  PreviousFrame NOTHING = new PreviousFrame() {};

  /** Stands for the calls that are about no descriptor. */
  int NO_DESCRIPTOR = -1;

  /** What has happened to a process. */
  default ColorRole.Mark process(int pid) {
    return ColorRole.Mark.NONE;
  }

  /** What has happened to a row of its table. */
  default ColorRole.Mark row(int pid, int number) {
    return ColorRole.Mark.NONE;
  }

  /** What has happened to who waits for this descriptor. */
  default ColorRole.Mark waiting(int pid, int number) {
    return ColorRole.Mark.NONE;
  }

  /** For how long the call has been blocked, in words; null if that is not shown. */
  default String since(int pid, int number) {
    return null;
  }

  /** What has happened to an open file description. */
  default ColorRole.Mark mark(OpenFileDescription file) {
    return ColorRole.Mark.NONE;
  }

  /** What has happened to an object. */
  default ColorRole.Mark mark(KernelObject object) {
    return ColorRole.Mark.NONE;
  }

  /** What has happened to a line in the box of an open file description. */
  default ColorRole.Mark line(OpenFileDescription file, String text) {
    return ColorRole.Mark.NONE;
  }

  /** What has happened to a line in the box of an object. */
  default ColorRole.Mark line(KernelObject object, String text) {
    return ColorRole.Mark.NONE;
  }

  /** Where an open file description stood in its column; -1 for one that is new. */
  default int rank(OpenFileDescription file) {
    return -1;
  }

  /** Where an object stood in its column; -1 for one that is new. */
  default int rank(KernelObject object) {
    return -1;
  }

  /** How many lines its box is to have that needs so many. */
  default int lines(OpenFileDescription file, int needed) {
    return needed;
  }

  /** How many lines its box is to have that needs so many. */
  default int lines(KernelObject object, int needed) {
    return needed;
  }

  /** How wide a column is to be that needs so much. */
  default int width(int column, int needed) {
    return needed;
  }

  /** For how many tracks there is to be room in a space that needs so many. */
  default int tracks(int space, int needed) {
    return needed;
  }
}

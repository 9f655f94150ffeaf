package ipcsh.handle;

/** A handle that is a number in C: a descriptor, the ID of a System V object. */
public interface Numbered extends Comparable<Object> {
  /** The number. */
  int getNumber();
}

package ipcsh.view;

import ipcsh.handle.RecordedDescriptor;
import ipcsh.sys.text.EscapedText;

/**
 * A process's hold on an object: by a descriptor, a mapping, or a lock.
 *
 * @param pid the process
 * @param process its name
 * @param number the number of its descriptor, -1 if it holds the object in another way
 * @param how the kind of hold: {@code listening @name}, {@code mapped rw-}, {@code flock WRITE}
 */
public record Holding(int pid, String process, int number, String how)
    implements RecordedDescriptor {
  @Override
  public String toString() {
    String place = number < 0 ? process : "fd " + number + " of " + process;
    return EscapedText.word(how.isEmpty() ? place : place + "  " + how);
  }
}

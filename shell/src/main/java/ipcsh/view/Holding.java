package ipcsh.view;

import ipcsh.handle.RecordedDescriptor;
import ipcsh.sys.text.EscapedText;

/**
 * That a process has something: as a descriptor, mapped, or locked.
 *
 * @param pid the process
 * @param process what it is called
 * @param number the number of its descriptor, -1 where it has it in another way
 * @param how what it has of it: {@code listening @name}, {@code mapped rw-}, {@code flock WRITE}
 */
public record Holding(int pid, String process, int number, String how)
    implements RecordedDescriptor {
  @Override
  public String toString() {
    String place = number < 0 ? process : "fd " + number + " of " + process;
    return EscapedText.word(how.isEmpty() ? place : place + "  " + how);
  }
}

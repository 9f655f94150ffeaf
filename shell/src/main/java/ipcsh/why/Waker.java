package ipcsh.why;

/**
 * Who could end a wait.
 *
 * @param pid its process
 * @param tid the thread that has to do it; null if any thread of the process can
 * @param descriptor the number by which it refers to the object; null if by none
 * @param action what it would have to do, in the third person: {@code reads from it}
 */
public record Waker(int pid, Integer tid, Integer descriptor, String action) {
  /** Any thread of a process, without a descriptor. */
  public Waker(int pid, String action) {
    this(pid, null, null, action);
  }
}

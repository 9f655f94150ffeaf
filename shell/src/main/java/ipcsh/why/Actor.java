package ipcsh.why;

/**
 * A thread that could act: wake others. Two are equal if they are the same thread.
 *
 * @param pid its process
 * @param tid its thread ID
 * @param condition what it waits for; null if it runs
 */
public record Actor(int pid, int tid, WaitCondition condition) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Actor its && its.pid == pid && its.tid == tid;
  }

  @Override
  public int hashCode() {
    return pid * 31 + tid;
  }
}

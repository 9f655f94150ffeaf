package ipcsh.inspect;

/** A number in the descriptor table of a process. */
public record Holder(int pid, int number) implements Comparable<Holder> {
  @Override
  public int compareTo(Holder other) {
    int process = Integer.compare(pid, other.pid);
    return process == 0 ? Integer.compare(number, other.number) : process;
  }
}

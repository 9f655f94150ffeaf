package ipcsh.inspect;

/** A pidfd and its process; -1 if that has ended, 0 if it is not visible in this PID namespace. */
public record ProcessObject(String id, int pid) implements KernelObject {
  @Override
  public String kind() {
    return "pidfd";
  }
}

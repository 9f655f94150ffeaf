package ipcsh.inspect;

/** A pidfd and its process; -1 where that has ended, 0 where it is not to be seen from here. */
public record ProcessObject(String id, int pid) implements KernelObject {
  @Override
  public String kind() {
    return "pidfd";
  }
}

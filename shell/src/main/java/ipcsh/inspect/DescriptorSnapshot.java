package ipcsh.inspect;

/**
 * A descriptor of a process.
 *
 * @param holder the process and the number
 * @param closesOnExec whether FD_CLOEXEC is set
 * @param file the open file description to which it refers
 */
public record DescriptorSnapshot(Holder holder, boolean closesOnExec, OpenFileDescription file) {
  /** Its number. */
  public int number() {
    return holder.number();
  }
}

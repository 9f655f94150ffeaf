package ipcsh.inspect;

/**
 * A descriptor of a process.
 *
 * @param holder the process and the number
 * @param closesOnExec whether FD_CLOEXEC is set
 * @param file what it stands for
 */
public record DescriptorSnapshot(Holder holder, boolean closesOnExec, OpenFileDescription file) {
  /** Its number. */
  public int number() {
    return holder.number();
  }
}

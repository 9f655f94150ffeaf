package ipcsh.handle;

/**
 * A descriptor that another process has: the value of a variable of another shell. It can be looked
 * at and compared; to use it here it must be passed.
 *
 * @param pid the process that has it
 * @param number its number there
 * @param text what it was when it was told of, as it prints there
 */
public record RemoteFd(int pid, int number, String text) implements RecordedDescriptor {
  @Override
  public String toString() {
    return text;
  }
}

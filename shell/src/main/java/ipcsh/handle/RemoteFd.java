package ipcsh.handle;

/**
 * A descriptor of another process: the value of a variable of another shell. It can be inspected
 * and compared; to be used here it must be passed.
 *
 * @param pid the process that has it open
 * @param number its number there
 * @param text its description when it was transferred, as printed there
 */
public record RemoteFd(int pid, int number, String text) implements RecordedDescriptor {
  @Override
  public String toString() {
    return text;
  }
}

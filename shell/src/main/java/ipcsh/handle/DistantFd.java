package ipcsh.handle;

/**
 * A descriptor of a process on another machine: the value of a variable of a role there. It can be
 * shown, and nothing else: it refers to an object of another kernel.
 *
 * @param host the machine
 * @param number its number there
 * @param text its description when it was transferred, as printed there
 */
public record DistantFd(String host, int number, String text) {
  @Override
  public String toString() {
    return text;
  }
}

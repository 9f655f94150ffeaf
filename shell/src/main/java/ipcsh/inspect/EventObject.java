package ipcsh.inspect;

/**
 * An eventfd.
 *
 * @param count what a read would give, an unsigned number of 64 bits
 * @param isSemaphore whether a read takes just one (EFD_SEMAPHORE)
 */
public record EventObject(String id, long count, boolean isSemaphore) implements KernelObject {
  @Override
  public String kind() {
    return "eventfd";
  }
}

package ipcsh.inspect;

/**
 * An eventfd.
 *
 * @param count the counter, an unsigned 64-bit number
 * @param isSemaphore whether a read decrements it by one (EFD_SEMAPHORE)
 */
public record EventObject(String id, long count, boolean isSemaphore) implements KernelObject {
  @Override
  public String kind() {
    return "eventfd";
  }
}

package ipcsh.inspect;

/**
 * A pipe or a FIFO.
 *
 * @param id {@code pipe:[123]}, or the identity of the FIFO's file
 * @param path where the FIFO is; null of a pipe
 * @param bytes how many wait to be read, null where that may not be asked
 * @param capacity how many there is room for, null where that may not be asked
 * @param packets of how many packets at most ({@code O_DIRECT}), each of which takes a page however
 *     short it is; 0 where writes are joined
 * @param isFull whether who writes waits until something is read; not told where nobody was seen
 *     who writes
 */
public record PipeObject(
    String id, String path, Integer bytes, Integer capacity, int packets, boolean isFull)
    implements KernelObject {
  /** One whose writes are joined. */
  public PipeObject(String id, String path, Integer bytes, Integer capacity) {
    this(id, path, bytes, capacity, 0, bytes != null && bytes.equals(capacity));
  }

  static String id(long inode) {
    return "pipe:[" + inode + "]";
  }

  @Override
  public String kind() {
    return path == null ? "pipe" : "fifo";
  }
}

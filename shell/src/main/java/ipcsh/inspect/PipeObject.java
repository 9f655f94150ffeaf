package ipcsh.inspect;

/**
 * A pipe or a FIFO.
 *
 * @param id {@code pipe:[123]}, or the identity of the FIFO's file
 * @param path the path of the FIFO; null for a pipe
 * @param bytes the number of unread bytes, null if it may not be queried
 * @param capacity in bytes, null if it may not be queried
 * @param packets the capacity in packets ({@code O_DIRECT}), each of which uses a page however
 *     short it is; 0 if writes are joined
 * @param isFull whether a writer would block; unknown if no writer was found
 */
public record PipeObject(
    String id, String path, Integer bytes, Integer capacity, int packets, boolean isFull)
    implements KernelObject {
  /** A pipe whose writes are joined. */
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

package ipcsh.inspect;

/**
 * A pipe or a FIFO.
 *
 * @param id {@code pipe:[123]}, or the identity of the FIFO's file
 * @param path where the FIFO is; null of a pipe
 * @param bytes how many wait to be read, null where that may not be asked
 * @param capacity how many there is room for, null where that may not be asked
 */
public record PipeObject(String id, String path, Integer bytes, Integer capacity)
    implements KernelObject {
  static String id(long inode) {
    return "pipe:[" + inode + "]";
  }

  @Override
  public String kind() {
    return path == null ? "pipe" : "fifo";
  }
}

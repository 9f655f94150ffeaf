package ipcsh.inspect;

/**
 * A POSIX message queue, a descriptor on Linux: {@code mq_overview(7)}.
 *
 * @param id file system and inode
 * @param name {@code /name}
 * @param messages how many are in it
 * @param room how many there is room for
 * @param messageSize how long a message may be, in bytes
 * @param bytes how many bytes they have together, null where that may not be read
 * @param registered who is to be notified when a message comes to the empty queue, or null
 * @param isRemoved whether that name is no more
 */
public record QueueObject(
    String id,
    String name,
    long messages,
    long room,
    long messageSize,
    Long bytes,
    QueueStatus.Registered registered,
    boolean isRemoved)
    implements KernelObject {
  @Override
  public String kind() {
    return "mqueue";
  }
}

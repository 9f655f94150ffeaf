package ipcsh.inspect;

/**
 * A POSIX message queue, which is a descriptor on Linux: {@code mq_overview(7)}.
 *
 * @param id file system and inode
 * @param name {@code /name}
 * @param messages the number of messages in it
 * @param room the maximum number of messages
 * @param messageSize the maximum size of a message, in bytes
 * @param bytes the total size of its messages, null if it may not be read
 * @param registered the process to be notified when a message arrives in the empty queue, or null
 * @param isRemoved whether its name has been removed
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
    return Exchange.QUEUE;
  }
}

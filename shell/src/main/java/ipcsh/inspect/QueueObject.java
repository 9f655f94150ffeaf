package ipcsh.inspect;

/**
 * A POSIX message queue, a descriptor on Linux: {@code mq_overview(7)}.
 *
 * @param id file system and inode
 * @param name {@code /name}
 * @param messages the number of messages in it
 * @param room the maximum number of messages
 * @param messageSize the maximum size of a message, in bytes
 * @param isRemoved whether its name has been removed
 */
public record QueueObject(
    String id, String name, long messages, long room, long messageSize, boolean isRemoved)
    implements KernelObject {
  @Override
  public String kind() {
    return "mqueue";
  }
}

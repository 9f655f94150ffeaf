package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.sys.text.Counted;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A POSIX message queue of this machine at the time of the look.
 *
 * @param name {@code /name}, as passed to mq_open
 * @param messages the number of messages; null if this user may not read it
 * @param maxmsg the maximum number of messages, or null
 * @param msgsize the maximum size of a message, or null
 * @param bytes the total size of the messages, or null
 * @param perms its permissions, {@code rw-------}
 * @param owner the name of its owner
 * @param holders the processes that have it open
 * @param waiting the threads that are blocked in a call on it
 * @param notifies the process to be notified and how, or null
 * @param isRemoved whether its name has been removed
 */
public record QueueRow(
    String name,
    Long messages,
    Long maxmsg,
    Long msgsize,
    Long bytes,
    String perms,
    String owner,
    List<String> holders,
    List<String> waiting,
    String notifies,
    boolean isRemoved)
    implements Properties {

  /** The same in the format of the table. */
  String count() {
    return messages == null ? "not readable" : messages + " of " + maxmsg;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", name);
    all.put("messages", messages);
    all.put("maxmsg", maxmsg);
    all.put("msgsize", msgsize);
    all.put("bytes", bytes);
    all.put("perms", perms);
    all.put("owner", owner);
    all.put("holders", holders);
    all.put("waiting", waiting);
    all.put("notifies", notifies);
    all.put("removed", isRemoved);
    return all;
  }

  @Override
  public String toString() {
    String state = messages == null ? count() : count() + " messages  " + Counted.of(bytes, "byte");
    return EscapedText.word(
        "mqueue "
            + name
            + "  "
            + state
            + "  "
            + perms
            + " "
            + owner
            + (isRemoved ? "  removed" : "")
            + (holders.isEmpty() ? "" : "  open as " + String.join(", ", holders))
            + (waiting.isEmpty() ? "" : "  waiting: " + String.join(", ", waiting))
            + (notifies == null ? "" : "  notifies " + notifies));
  }
}

package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A POSIX message queue of this machine, whoever made it: a look at one moment.
 *
 * @param name {@code /name}, as mq_open takes it
 * @param messages how many are in it; null where this user may not read it
 * @param maxmsg for how many there is room, null likewise
 * @param msgsize how long one may be, null likewise
 * @param bytes how many bytes they have together, null likewise
 * @param perms who may do what, {@code rw-------}
 * @param owner the user to whom it belongs
 * @param holders who has it open
 * @param waiting who waits in a call on it
 * @param notifies who is to be notified and how, or null
 * @param isRemoved whether it has the name no more
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

  /** The same as a table shows it. */
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
    String state = messages == null ? count() : count() + " messages  " + bytes + " bytes";
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

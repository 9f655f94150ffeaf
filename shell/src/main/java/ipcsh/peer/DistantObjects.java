package ipcsh.peer;

import ipcsh.draw.Subject;
import ipcsh.inspect.EpollObject;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.SocketObject;
import ipcsh.inspect.UntrustedValues.Wrong;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a role on another machine sees there, as it is used here: process IDs, inodes and the IDs of
 * objects are distinct from those of this machine and of other ones.
 *
 * @param machine the name of the machine
 * @param number its number, from 1, in one picture
 */
record DistantObjects(String machine, int number) implements RecordCodec.Renaming {
  /** Inodes are numbered from a counter of the kernel. */
  private static final int INODE_BITS = 52;

  /** The process ID of a pidfd whose process has been reaped. */
  private static final int ENDED = -1;

  /** Encodes a subject. */
  static Object encode(Subject subject) {
    return RecordCodec.encode(subject, Subject.class);
  }

  /** Decodes it; {@link Wrong} if it is not valid. */
  Subject subject(Object received) {
    Subject its = (Subject) new RecordCodec(this).decode(received, Subject.class);
    if (its == null) {
      throw new Wrong("expected a picture, received nothing");
    }
    return its;
  }

  @Override
  public Object renamed(Class<?> record, String component, Object value) {
    if (record == Subject.class && value instanceof Map<?, ?> map) {
      return switch (component) {
        case "names" -> names(map);
        case "locks" -> locks(map);
        default -> value;
      };
    }
    boolean isSocket = record == SocketObject.class;
    return switch (component) {
      case "pid", "parent" -> value instanceof Integer pid ? pid(pid) : value;
      case "id" -> value instanceof String id ? machine + " " + id : value;
      case "inode", "peerInode" ->
          (isSocket || record == EpollObject.Target.class) && value instanceof Long inode
              ? inode(inode)
              : value;
      case "pending" ->
          isSocket && value instanceof List<?> inodes
              ? inodes.stream().map(each -> inode((Long) each)).collect(Collectors.toList())
              : value;
      default -> value;
    };
  }

  private Integer pid(int pid) {
    if (pid < ENDED || pid > ProcessFacts.LARGEST_PID) {
      throw new Wrong("expected a process ID, received " + pid);
    }
    return pid <= 0 ? pid : ProcessFacts.elsewhere(number, pid);
  }

  private long inode(long inode) {
    return inode == 0 ? 0 : inode + ((long) number << INODE_BITS);
  }

  /** The processes are called by their names, their IDs there, and the machine. */
  private Map<Integer, String> names(Map<?, ?> names) {
    Map<Integer, String> all = new HashMap<>();
    names.forEach(
        (key, name) -> {
          String text = String.valueOf(name);
          String id = " " + key;
          all.put(pid((Integer) key), (text.endsWith(id) ? text : text + id) + " on " + machine);
        });
    return all;
  }

  private Map<String, Object> locks(Map<?, ?> locks) {
    Map<String, Object> all = new HashMap<>();
    String prefix = SocketObject.id(0).replaceFirst("0.*", "");
    locks.forEach(
        (key, lines) -> {
          String id = String.valueOf(key);
          boolean isSocket = id.matches("socket:\\[\\d{1,15}\\]");
          all.put(
              isSocket
                  ? SocketObject.id(
                      inode(Long.parseLong(id.substring(prefix.length(), id.length() - 1))))
                  : machine + " " + id,
              lines);
        });
    return all;
  }
}

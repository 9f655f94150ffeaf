package ipcsh.observe;

import ipcsh.sys.trace.Transfer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call moved between processes, as far as strace shows it.
 *
 * @param call the call
 * @param kind whether it sent, received, connected or accepted
 * @param place which argument is the descriptor; {@link #RESULT} of accept
 */
public record ObservedTransfer(ObservedCall call, Transfer.Kind kind, int place) {
  /** The descriptor is the result. */
  public static final int RESULT = -1;

  private static final Map<String, Transfer.Kind> KINDS =
      Map.ofEntries(
          Map.entry("write", Transfer.Kind.SEND),
          Map.entry("writev", Transfer.Kind.SEND),
          Map.entry("sendto", Transfer.Kind.SEND),
          Map.entry("sendmsg", Transfer.Kind.SEND),
          Map.entry("sendfile", Transfer.Kind.SEND),
          Map.entry("msgsnd", Transfer.Kind.SEND),
          Map.entry("mq_timedsend", Transfer.Kind.SEND),
          Map.entry("read", Transfer.Kind.RECEIVE),
          Map.entry("readv", Transfer.Kind.RECEIVE),
          Map.entry("recvfrom", Transfer.Kind.RECEIVE),
          Map.entry("recvmsg", Transfer.Kind.RECEIVE),
          Map.entry("msgrcv", Transfer.Kind.RECEIVE),
          Map.entry("mq_timedreceive", Transfer.Kind.RECEIVE),
          Map.entry("connect", Transfer.Kind.CONNECT),
          Map.entry("accept", Transfer.Kind.ACCEPT),
          Map.entry("accept4", Transfer.Kind.ACCEPT));

  private static final Set<String> OF_STRUCTURES = Set.of("sendmsg", "recvmsg");
  private static final Set<String> OF_VECTORS = Set.of("writev", "readv", "sendmsg", "recvmsg");
  private static final Pattern BASE = Pattern.compile("iov_base=(\"(?:[^\"\\\\]|\\\\.)*\")");
  private static final Pattern ROOM = Pattern.compile("iov_len=(\\d{1,18})");
  private static final Pattern RIGHTS =
      Pattern.compile("cmsg_type=SCM_RIGHTS, cmsg_data=\\[([^]]*)");

  /** The transfer of a call that has returned; null if it moved nothing. */
  public static ObservedTransfer of(ObservedCall call) {
    Transfer.Kind kind = KINDS.get(call.getName());
    Long result = kind == null ? null : call.getResult();
    if (result == null || call.errorName() != null) {
      return null;
    }
    return new ObservedTransfer(call, kind, kind == Transfer.Kind.ACCEPT ? RESULT : 0);
  }

  /** The descriptor through which it went; null of a System V queue. */
  public ObservedDescriptor descriptor() {
    return place == RESULT ? call.resultDescriptor() : call.descriptor(place);
  }

  /** Whether it went through a System V queue. */
  public boolean isQueued() {
    return call.getName().startsWith("msg");
  }

  /** Whether it went through a POSIX message queue. */
  public boolean isMessage() {
    return call.getName().startsWith("mq_");
  }

  /** The C function, which is another one if there is no timeout. */
  public String function() {
    String name = call.getName();
    return isMessage() && call.arg(4).equals("NULL") ? name.replace("timed", "") : name;
  }

  /** How many bytes it moved. */
  public long bytes() {
    boolean connects = kind == Transfer.Kind.CONNECT || kind == Transfer.Kind.ACCEPT;
    if (call.getName().equals("msgsnd") || call.getName().equals("mq_timedsend")) {
      // they return 0
      return number(2);
    }
    return connects ? 0 : call.getResult();
  }

  /** How many bytes the caller asked for. */
  public long room() {
    if (OF_VECTORS.contains(call.getName())) {
      long all = 0;
      Matcher room = ROOM.matcher(call.arg(1));
      while (room.find()) {
        all += Long.parseLong(room.group(1));
      }
      return all;
    }
    return number(call.getName().equals("sendfile") ? 3 : 2);
  }

  private long number(int place) {
    try {
      return Long.parseLong(call.arg(place));
    } catch (NumberFormatException none) {
      return bytesOrNone();
    }
  }

  private long bytesOrNone() {
    return Math.max(0, call.getResult());
  }

  /** The beginning of the data that strace shows. */
  public byte[] data() {
    long most = Math.min(bytes(), Transfer.KEPT);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    if (OF_VECTORS.contains(call.getName())) {
      Matcher base = BASE.matcher(call.arg(1));
      while (base.find()) {
        all.writeBytes(StraceString.bytes(base.group(1)));
      }
    } else {
      List<String> words = call.getArgs();
      String shown = words.size() < 2 ? "" : words.get(1);
      if (isQueued()) {
        // {mtype, "text"}
        int text = shown.indexOf('"');
        int end = shown.lastIndexOf('"');
        shown = text < 0 ? "" : shown.substring(text, end + 1);
      }
      byte[] bytes = StraceString.bytes(shown);
      all.writeBytes(bytes == null ? new byte[0] : bytes);
    }
    byte[] bytes = all.toByteArray();
    return bytes.length <= most ? bytes : java.util.Arrays.copyOf(bytes, (int) most);
  }

  /** The number of descriptors that went with it. */
  public int descriptors() {
    if (!OF_STRUCTURES.contains(call.getName())) {
      return 0;
    }
    Matcher rights = RIGHTS.matcher(call.arg(1));
    int count = 0;
    while (rights.find()) {
      count += CallSyntax.arguments(rights.group(1), 0, rights.group(1).length()).size();
    }
    return count;
  }

  /** The address in the call, or null. */
  public String address() {
    return switch (call.getName()) {
      case "connect", "accept", "accept4" -> ObservedAddress.of(call.arg(1));
      case "sendto", "recvfrom" -> ObservedAddress.of(call.arg(4));
      case "sendmsg", "recvmsg" -> {
        int name = call.arg(1).indexOf("msg_name={");
        int end = call.arg(1).indexOf("msg_namelen=");
        yield name < 0 || end < name ? null : ObservedAddress.of(call.arg(1).substring(name, end));
      }
      default -> null;
    };
  }
}

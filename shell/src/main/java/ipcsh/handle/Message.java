package ipcsh.handle;

import ipcsh.sys.abi.ControlMessage;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.text.Counted;
import ipcsh.sys.text.EscapedText;
import ipcsh.sys.text.Quoted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A received message: the bytes, the sender, what was truncated, and ancillary data. Prints its
 * bytes readably: {@code 3 bytes "ABC" from clnt-dom-sock.4711 MSG_TRUNC}.
 */
public final class Message {
  private static final int SHOWN = 4096;
  private static final int NANOS_A_MICRO = 1000;

  private final byte[] bytes;
  private final int length;

  /** The sender: a text, or a socket address until somebody asks for its text; or null. */
  private Object from;

  private final int flags;
  private final End end;
  private final List<Fd> fds;
  private final Fd pidfd;
  private final Map<String, Integer> cred;
  private final List<ControlMessage> control;
  private final Extra extra;
  private Long type;

  private Message(
      byte[] bytes,
      int length,
      Object from,
      int flags,
      End end,
      List<Fd> fds,
      Fd pidfd,
      Map<String, Integer> cred,
      List<ControlMessage> control,
      Extra extra) {
    this.bytes = bytes;
    this.length = length;
    this.from = from;
    this.flags = flags;
    this.end = end;
    this.fds = fds;
    this.pidfd = pidfd;
    this.cred = cred;
    this.control = control;
    this.extra = extra;
  }

  /**
   * Properties that only some messages have.
   *
   * @param priority of a message from a POSIX queue, otherwise null
   * @param error of a message from a socket's error queue, otherwise null
   */
  private record Extra(Integer priority, Map<String, Object> error) {
    static final Extra NONE = new Extra(null, null);
  }

  /** Whether a call met end of file. */
  public enum End {
    /** Not end of file: there were bytes, or an empty message. */
    NONE,
    /** End of file. */
    MET,
    /** The peer has closed; the message is that, or an empty record that was sent before. */
    PERHAPS
  }

  /** The result of {@code read(2)}. */
  public static Message read(byte[] bytes, End end) {
    return of(bytes, bytes.length, null, 0, end);
  }

  /** The result of {@code recv(2)} and its like. */
  public static Message received(byte[] bytes, int length, SocketAddress from, int flags, End end) {
    return message(bytes, length, from, flags, end);
  }

  /** The same with the sender as text. */
  public static Message of(byte[] bytes, int length, CharSequence from, int flags, End end) {
    return message(bytes, length, from, flags, end);
  }

  private static Message message(byte[] bytes, int length, Object from, int flags, End end) {
    return new Message(
        bytes, length, from, flags, end, List.of(), null, null, List.of(), Extra.NONE);
  }

  /** The same if it is certain whether it was end of file. */
  public static Message of(byte[] bytes, int length, CharSequence from, int flags, boolean eof) {
    return of(bytes, length, from, flags, eof ? End.MET : End.NONE);
  }

  /** The same with the ancillary data of {@code recvmsg(2)}. */
  public Message with(
      List<Fd> itsFds, Fd itsPidfd, Map<String, Integer> itsCred, List<ControlMessage> itsControl) {
    return new Message(
        bytes, length, from, flags, end, itsFds, itsPidfd, itsCred, itsControl, extra);
  }

  /** The result of {@code mq_receive(3)}. */
  public static Message of(byte[] bytes, int priority) {
    return of(bytes, bytes.length, null, 0, End.NONE).with(new Extra(priority, null));
  }

  /** The same with the error that it reports ({@code MSG_ERRQUEUE}). */
  public Message with(Map<String, Object> itsError) {
    return with(new Extra(null, itsError));
  }

  private Message with(Extra itsExtra) {
    return new Message(bytes, length, from, flags, end, fds, pidfd, cred, control, itsExtra);
  }

  /** What {@code msgrcv(2)} gave. */
  public static Message ofQueue(byte[] bytes, long type) {
    Message message = of(bytes, bytes.length, null, 0, End.NONE);
    message.type = type;
    return message;
  }

  /** The type of a message of a System V queue, null for any other. */
  public Long getType() {
    return type;
  }

  /** The bytes as UTF-8. */
  public String getText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The bytes themselves, not a copy. */
  public byte[] getBytes() {
    return bytes;
  }

  /** The bytes as hexadecimal digits, {@code 00 ff 12}. */
  public String getHex() {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  /** The number of bytes in the buffer. */
  public int getSize() {
    return bytes.length;
  }

  /** The original length of the datagram: more than {@link #getSize} if it was truncated. */
  public int getLength() {
    return length;
  }

  /** The sender's address, null if the kernel returned none. */
  public CharSequence getFrom() {
    if (from instanceof SocketAddress address) {
      from = Address.of(address);
    }
    return (CharSequence) from;
  }

  /** Whether a datagram was truncated. */
  public boolean isTruncated() {
    return (flags & SocketConstants.MSG_TRUNC) != 0;
  }

  /** Whether descriptors or other control messages were truncated. */
  public boolean isControlTruncated() {
    return (flags & SocketConstants.MSG_CTRUNC) != 0;
  }

  /** {@code msg_flags}. */
  public int getFlags() {
    return flags;
  }

  /** The priority of a message from a POSIX queue; null for other messages. */
  public Integer getPriority() {
    return extra.priority();
  }

  /** The descriptors passed with it. */
  public List<Fd> getFds() {
    return fds;
  }

  /** The sender as a descriptor ({@code SO_PASSPIDFD}), or null. */
  public Fd getPidfd() {
    return pidfd;
  }

  /** The sender's {@code pid}, {@code uid}, {@code gid}, or null. */
  public Map<String, Integer> getCred() {
    return cred;
  }

  /** The number of bytes left to be received after it ({@code SO_INQ}), or null. */
  public Integer getInq() {
    ByteBuffer value = option(SocketConstants.SCM_INQ, Integer.BYTES);
    return value == null ? null : value.getInt();
  }

  /** When the kernel received it ({@code SO_TIMESTAMP}, {@code SO_TIMESTAMPNS}), or null. */
  public Instant getTimestamp() {
    ByteBuffer micros = option(SocketConstants.SCM_TIMESTAMP, 2 * Long.BYTES);
    if (micros != null) {
      return Instant.ofEpochSecond(micros.getLong(), micros.getLong() * NANOS_A_MICRO);
    }
    ByteBuffer nanos = option(SocketConstants.SCM_TIMESTAMPNS, 2 * Long.BYTES);
    return nanos == null ? null : Instant.ofEpochSecond(nanos.getLong(), nanos.getLong());
  }

  private ByteBuffer option(int type, int size) {
    for (ControlMessage message : control) {
      if (message.level() == SocketConstants.SOL_SOCKET
          && message.type() == type
          && message.data().length >= size) {
        return ByteBuffer.wrap(message.data()).order(ByteOrder.nativeOrder());
      }
    }
    return null;
  }

  /**
   * The reported error, if it comes from a socket's error queue: the fields of {@code struct
   * sock_extended_err}, equal to its Errno; otherwise null.
   */
  public Map<String, Object> getError() {
    return extra.error();
  }

  /** Every control message as {@code level}, {@code type} and {@code data}. */
  public List<Map<String, Object>> getControl() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ControlMessage message : control) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("level", message.level());
      one.put("type", message.type());
      one.put("data", message.data());
      all.add(one);
    }
    return all;
  }

  /** Whether the peer has closed: nothing more will be received. */
  public boolean isEof() {
    return end != End.NONE;
  }

  /** The same, including whether it is certain. */
  public End end() {
    return end;
  }

  @Override
  public String toString() {
    if (end == End.MET) {
      return "end of file";
    }
    if (end == End.PERHAPS) {
      return "0 bytes: the end of file, or an empty record before it";
    }
    StringJoiner out = new StringJoiner("  ");
    CharSequence sender = getFrom();
    out.add(size() + (sender == null || sender.length() == 0 ? "" : " from " + sender));
    if (isTruncated()) {
      out.add("MSG_TRUNC");
    }
    if (isControlTruncated()) {
      out.add("MSG_CTRUNC");
    }
    if ((flags & SocketConstants.MSG_OOB) != 0) {
      out.add("MSG_OOB");
    }
    if (extra.priority() != null) {
      out.add("priority " + extra.priority());
    }
    if (type != null) {
      out.add("type " + type);
    }
    fds.forEach(fd -> out.add("[" + fd + "]"));
    if (pidfd != null) {
      out.add("from [" + pidfd + "]");
    }
    if (cred != null) {
      StringJoiner who = new StringJoiner(", ", "cred [", "]");
      cred.forEach((key, value) -> who.add(key + ":" + value));
      out.add(who.toString());
    }
    if (getInq() != null) {
      out.add("inq " + getInq());
    }
    if (extra.error() != null) {
      out.add("error " + extra.error());
    }
    if (getTimestamp() != null) {
      out.add("at " + getTimestamp());
    }
    return out.toString();
  }

  private String size() {
    String count = Counted.of(bytes.length, "byte");
    return bytes.length == 0 ? count : count + " " + content();
  }

  private String content() {
    int shown = Math.min(bytes.length, SHOWN);
    String more = shown < bytes.length ? "..." : "";
    String text = new String(bytes, 0, shown, StandardCharsets.UTF_8);
    if (isReadable(text)) {
      return Quoted.text(text) + more;
    }
    return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, shown) + more;
  }

  private static boolean isReadable(String text) {
    return text.codePoints().allMatch(Message::isReadable);
  }

  private static boolean isReadable(int point) {
    return point != 0xfffd && EscapedText.isPlain(point) || "\n\t\r".indexOf(point) >= 0;
  }
}

package ipcsh.inspect;

import ipcsh.sys.text.Quoted;
import ipcsh.sys.trace.Transfer;
import java.util.HashMap;
import java.util.Map;

/**
 * One {@link Transfer} with who made it and through what: enough to find the other side of it.
 *
 * @param who the role, thread or child; null for the shell itself
 * @param kind what was done
 * @param call the C function
 * @param data the beginning of the data, quoted
 * @param bytes how long they were
 * @param room for how many the caller asked
 * @param descriptors how many descriptors travelled along
 * @param through what it went through, {@code unix dgram}, {@code pipe}
 * @param object the id of that object ({@link KernelObject#id})
 * @param peer the id of the socket to which it was connected, or null
 * @param name its own address, or null
 * @param peerName the address of the other side: the one in the call, else to whom it was
 *     connected; null where nobody knows
 * @param began when it was called, by a clock that all processes share, in nanoseconds
 * @param ended when it returned
 */
public record Exchange(
    String who,
    Transfer.Kind kind,
    String call,
    String data,
    long bytes,
    long room,
    int descriptors,
    String through,
    String object,
    String peer,
    String name,
    String peerName,
    long began,
    long ended) {
  /** The clock of a machine that has been up for a century: differences of times are numbers. */
  private static final long LATEST = 1L << 62;

  private static final int LONGEST = 1000;

  /** What a transfer was, as far as it went through a pipe or a socket; null for another file. */
  public static Exchange of(String who, Transfer transfer, KernelObject through) {
    SocketObject socket = through instanceof SocketObject its ? its : null;
    if (socket == null && !(through instanceof PipeObject)) {
      return null;
    }
    String connected = socket == null ? null : socket.peerName();
    return new Exchange(
        who,
        transfer.kind(),
        transfer.call(),
        Quoted.bytes(transfer.data(), transfer.data().length),
        transfer.bytes(),
        transfer.room(),
        transfer.descriptors(),
        through.kind(),
        through.id(),
        socket == null || socket.peerInode() == 0 ? null : SocketObject.id(socket.peerInode()),
        socket == null ? ((PipeObject) through).path() : socket.name(),
        transfer.address() == null ? connected : transfer.address(),
        transfer.began(),
        transfer.ended());
  }

  /** What a transfer was that went through a System V queue. */
  public static Exchange queued(String who, Transfer transfer) {
    String queue = SysVKind.QUEUE + " " + transfer.fd();
    return new Exchange(
        who,
        transfer.kind(),
        transfer.call(),
        Quoted.bytes(transfer.data(), transfer.data().length),
        transfer.bytes(),
        transfer.room(),
        0,
        SysVKind.QUEUE.toString(),
        queue,
        null,
        queue,
        null,
        transfer.began(),
        transfer.ended());
  }

  /** Whether something goes out: the arrow begins here. */
  public boolean gives() {
    return kind == Transfer.Kind.SEND || kind == Transfer.Kind.CONNECT;
  }

  /** Whether it is about a connection, not about data. */
  public boolean connects() {
    return kind == Transfer.Kind.CONNECT || kind == Transfer.Kind.ACCEPT;
  }

  /** Whether all of the data is known. */
  public boolean isWhole() {
    return bytes <= Transfer.KEPT;
  }

  /** Whether boundaries of messages are kept. */
  public boolean keepsBoundaries() {
    return through.endsWith("dgram")
        || through.endsWith("seqpacket")
        || through.equals(SysVKind.QUEUE.toString());
  }

  /** The same in somebody's name. */
  public Exchange by(String itsMaker) {
    return new Exchange(
        itsMaker,
        kind,
        call,
        data,
        bytes,
        room,
        descriptors,
        through,
        object,
        peer,
        name,
        peerName,
        began,
        ended);
  }

  /** As it travels to another process. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new HashMap<>();
    map.put("kind", kind.name());
    map.put("call", call);
    map.put("data", data);
    map.put("bytes", bytes);
    map.put("room", room);
    map.put("descriptors", descriptors);
    map.put("through", through);
    map.put("object", object);
    map.put("peer", peer);
    map.put("name", name);
    map.put("peerName", peerName);
    map.put("began", began);
    map.put("ended", ended);
    map.put("who", who);
    return map;
  }

  /**
   * What another shell tells.
   *
   * @param shell what that shell is called here; its own exchanges have no other name
   * @throws UntrustedValues.Wrong where it is none
   */
  public static Exchange of(Object map, String shell) {
    UntrustedValues told = UntrustedValues.of(map);
    String who = wordOrNull(told, "who");
    return new Exchange(
        who == null ? shell : shell + " " + who,
        told.one("kind", Transfer.Kind.class),
        word(told, "call"),
        word(told, "data"),
        told.number("bytes", 0, Long.MAX_VALUE),
        told.number("room", 0, Long.MAX_VALUE),
        (int) told.number("descriptors", 0, Short.MAX_VALUE),
        word(told, "through"),
        word(told, "object"),
        wordOrNull(told, "peer"),
        wordOrNull(told, "name"),
        wordOrNull(told, "peerName"),
        told.number("began", 0, LATEST),
        told.number("ended", 0, LATEST));
  }

  private static String wordOrNull(UntrustedValues told, String name) {
    return told.has(name) ? word(told, name) : null;
  }

  /** Many are kept, so none is long. */
  private static String word(UntrustedValues told, String name) {
    String word = told.word(name);
    return word.length() <= LONGEST ? word : word.substring(0, LONGEST) + "...";
  }
}

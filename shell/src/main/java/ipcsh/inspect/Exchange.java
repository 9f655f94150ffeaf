package ipcsh.inspect;

import ipcsh.sys.text.Quoted;
import ipcsh.sys.trace.Transfer;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@link Transfer} with its caller and the object through which it passed: enough to find its
 * counterpart.
 *
 * @param who the role, thread or child; null for the shell itself
 * @param kind the kind of transfer
 * @param call the C function
 * @param data the beginning of the data, quoted
 * @param bytes the size of the data
 * @param room the size of the caller's buffer
 * @param descriptors the number of descriptors passed with it
 * @param through the kind of the object, {@code unix dgram}, {@code pipe}
 * @param object the ID of that object ({@link KernelObject#id})
 * @param peer the ID of the socket to which it was connected, or null
 * @param name its own address, or null
 * @param peerName the address of the other side: the one in the call, or else of the connected
 *     peer; null if unknown
 * @param began the time of the call, by a clock that all processes share, in nanoseconds
 * @param ended the time of the return
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
  /** The kind of a POSIX message queue. */
  public static final String QUEUE = "mqueue";

  /** What stands for the object of a packet on a network. */
  public static final String PACKET = "packet";

  /** The same of a packet that has not arrived yet. */
  private static final String UNDERWAY = "packet on its way";

  /** What stands for the object of a call whose data are in packets that are seen themselves. */
  public static final String CALL = "call";

  /** The maximum time: differences of valid times do not overflow. */
  private static final long LATEST = 1L << 62;

  private static final int LONGEST = 1000;

  /**
   * The exchange of a transfer, if it passed through a pipe, a socket or a queue; otherwise null.
   */
  public static Exchange of(String who, Transfer transfer, KernelObject through) {
    SocketObject socket = through instanceof SocketObject its ? its : null;
    boolean isKept = through instanceof PipeObject || through instanceof QueueObject;
    if (socket == null && !isKept) {
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
        ObjectState.name(through),
        transfer.address() == null ? connected : transfer.address(),
        transfer.began(),
        transfer.ended());
  }

  /** What a transfer was that went through a System V queue. */
  public static Exchange queued(String who, Transfer transfer) {
    String queue = IpcObject.id(SysVKind.QUEUE, transfer.fd());
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

  /** Whether it is a send, where an arrow begins. */
  public boolean gives() {
    return kind == Transfer.Kind.SEND || kind == Transfer.Kind.CONNECT;
  }

  /** Whether it transfers a connection and no data. */
  public boolean connects() {
    return kind == Transfer.Kind.CONNECT || kind == Transfer.Kind.ACCEPT;
  }

  /** Whether all of the data is known. */
  public boolean isWhole() {
    return bytes <= Transfer.KEPT;
  }

  /** Whether message boundaries are preserved. */
  public boolean keepsBoundaries() {
    return through.endsWith("dgram") || through.endsWith("seqpacket") || isQueue() || isPacket();
  }

  /** Whether it is a packet that a host sent or received; its call says what it is. */
  public boolean isPacket() {
    return through.equals(PACKET) || isUnderway();
  }

  /** Whether it is the sending of a packet that has neither arrived nor been lost yet. */
  public boolean isUnderway() {
    return through.equals(UNDERWAY);
  }

  /** Whether it is a call that has no counterpart in the chart, because packets are shown. */
  public boolean isCall() {
    return through.equals(CALL);
  }

  /**
   * Whether it passed through a message queue, POSIX or System V: messages are not received in the
   * order of sending.
   */
  public boolean isQueue() {
    return through.equals(QUEUE) || through.equals(SysVKind.QUEUE.toString());
  }

  /** What stands for the ID of a POSIX message queue of which only the name is known. */
  public static String queueNamed(String name) {
    return QUEUE + " " + name;
  }

  /** Whether both passed through the same object: a queue is also known by its name. */
  public boolean isThroughSame(Exchange other) {
    return object.equals(other.object)
        || name != null
            && name.equals(other.name)
            && (object.equals(queueNamed(name)) || other.object.equals(queueNamed(name)));
  }

  /**
   * A packet.
   *
   * @param number what its sending and its arrival have in common
   * @param who who sent it, or received it
   * @param other the other side
   * @param label what it is
   */
  public static Exchange packet(
      boolean arrives, long number, String who, String other, String label, long time) {
    return packet(arrives, PACKET, number, who, other, label, time);
  }

  /** The sending of a packet that has neither arrived nor been lost yet. */
  public static Exchange underway(long number, String who, String other, String label, long time) {
    return packet(false, UNDERWAY, number, who, other, label, time);
  }

  private static Exchange packet(
      boolean arrives,
      String through,
      long number,
      String who,
      String other,
      String label,
      long time) {
    return new Exchange(
        who,
        arrives ? Transfer.Kind.RECEIVE : Transfer.Kind.SEND,
        label,
        "",
        0,
        0,
        0,
        through,
        PACKET + " " + number,
        null,
        null,
        other,
        time,
        time);
  }

  /** The same as a call whose data are in packets. */
  public Exchange asCall() {
    return with(who, CALL, object, peer, name, peerName, 0);
  }

  /** The same with this caller. */
  public Exchange by(String itsMaker) {
    return with(itsMaker, through, object, peer, name, peerName, 0);
  }

  /**
   * The same as an exchange on another machine: its objects are not those of this one, and its
   * times are converted.
   *
   * @param machine the name of the machine
   * @param ahead how far the clock there is ahead of that of this machine, in nanoseconds
   */
  public Exchange elsewhere(String machine, long ahead) {
    return with(
        who,
        through,
        machine + " " + object,
        peer == null ? null : machine + " " + peer,
        nameOn(machine, name),
        nameOn(machine, peerName),
        ahead);
  }

  private Exchange with(
      String itsMaker,
      String itsObject,
      String id,
      String peerId,
      String ownName,
      String otherName,
      long ahead) {
    return new Exchange(
        itsMaker,
        kind,
        call,
        data,
        bytes,
        room,
        descriptors,
        itsObject,
        id,
        peerId,
        ownName,
        otherName,
        began - ahead,
        ended - ahead);
  }

  /** Only an internet address means the same on two machines. */
  private String nameOn(String machine, String address) {
    return address == null || through.startsWith("inet") ? address : address + " on " + machine;
  }

  /** The form in which it is transferred to another process. */
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
   * Decodes an exchange received from another shell.
   *
   * @param shell the name of that shell here, for exchanges without a caller
   * @throws UntrustedValues.Wrong if it is not valid
   */
  public static Exchange of(Object map, String shell) {
    UntrustedValues fields = UntrustedValues.of(map);
    String who = wordOrNull(fields, "who");
    return new Exchange(
        who == null ? shell : shell + " " + who,
        fields.one("kind", Transfer.Kind.class),
        word(fields, "call"),
        word(fields, "data"),
        fields.number("bytes", 0, Long.MAX_VALUE),
        fields.number("room", 0, Long.MAX_VALUE),
        (int) fields.number("descriptors", 0, Short.MAX_VALUE),
        word(fields, "through"),
        word(fields, "object"),
        wordOrNull(fields, "peer"),
        wordOrNull(fields, "name"),
        wordOrNull(fields, "peerName"),
        fields.number("began", 0, LATEST),
        fields.number("ended", 0, LATEST));
  }

  private static String wordOrNull(UntrustedValues fields, String name) {
    return fields.has(name) ? word(fields, name) : null;
  }

  /** A word of limited length, because many exchanges are kept. */
  private static String word(UntrustedValues fields, String name) {
    String word = fields.word(name);
    return word.length() <= LONGEST ? word : word.substring(0, LONGEST) + "...";
  }
}

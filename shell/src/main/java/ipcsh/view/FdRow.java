package ipcsh.view;

import ipcsh.handle.Descriptor;
import ipcsh.handle.Fd;
import ipcsh.handle.Handle;
import ipcsh.handle.MethodFallback;
import ipcsh.handle.Properties;
import ipcsh.handle.RemoteFd;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.ObjectState;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.SocketObject;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * A descriptor at the time of the look: a row of the table. One of this process is accepted as the
 * handle of that number wherever a descriptor is expected.
 */
public final class FdRow extends Handle implements Descriptor, Properties {
  /** The maximum number of descriptors in a text. */
  private static final int MOST_NAMED = 8;

  private final DescriptorSnapshot seen;
  private final String flags;
  private final Fd fd;
  private final List<RemoteFd> peers;
  private final List<RemoteFd> holders;
  private final String locks;
  private final Map<Holder, String> variables;

  /**
   * A row.
   *
   * @param flags the names of the status flags
   * @param fd the handle of the number, or null if it belongs to another process or to the Java
   *     virtual machine
   * @param peers the holders of the other end
   * @param holders the holders of the same open file description, including this one; rows with the
   *     same open file description share the list
   * @param locks the locks on the file, as text; empty for none
   * @param variables the names of the variables that hold descriptors
   */
  public FdRow(
      DescriptorSnapshot seen,
      String flags,
      Fd fd,
      List<RemoteFd> peers,
      List<RemoteFd> holders,
      String locks,
      Map<Holder, String> variables,
      MethodFallback methods) {
    super(methods);
    this.seen = seen;
    this.flags = flags;
    this.fd = fd;
    this.peers = peers;
    this.holders = holders;
    this.locks = locks;
    this.variables = variables;
  }

  /** The arguments, with rows of this process's tables replaced by the handles. */
  public static Object handles(Object given) {
    if (given instanceof FdRow row && row.fd != null) {
      return row.fd;
    }
    if (given instanceof Handle || given instanceof Integer || given instanceof byte[]) {
      // most arguments: to find out that something is no list takes longer
      return given;
    }
    if (given instanceof List<?> list && list.stream().anyMatch(FdRow.class::isInstance)) {
      return list.stream().map(FdRow::handles).toList();
    }
    return given;
  }

  /**
   * The handle of this number, or null if it belongs to another process or to the Java virtual
   * machine.
   */
  public Fd getFd() {
    return fd;
  }

  @Override
  public int getPid() {
    return seen.holder().pid();
  }

  @Override
  public int getNumber() {
    return seen.number();
  }

  /** The name of the variable that holds it in its process; null if there is none. */
  public String getVariable() {
    return variables.get(seen.holder());
  }

  private OpenFileDescription file() {
    return seen.file();
  }

  /** The kernel object. */
  KernelObject object() {
    return file().object();
  }

  /** Its kind: {@code unix stream}, {@code pipe}, {@code file}. */
  public String getKind() {
    return object().kind();
  }

  /** Its address, path or name; null if it has none. */
  public String getName() {
    return ObjectState.name(object());
  }

  /** The status flags, {@code O_RDWR|O_NONBLOCK}. */
  public String getFlags() {
    return flags;
  }

  /** The file offset; null if it has none. */
  public Long getOffset() {
    return file().offset();
  }

  /** Whether it is closed on exec (FD_CLOEXEC). */
  public boolean isCloexec() {
    return seen.closesOnExec();
  }

  /**
   * The state of the kernel object as text: {@code connected}, {@code 3 of 65536 bytes}, and its
   * locks.
   */
  public String getState() {
    String state = ObjectState.of(object());
    return locks.isEmpty() ? state : state.isEmpty() ? locks : state + "  " + locks;
  }

  /** The state of the kernel object without its locks. */
  String objectState() {
    return ObjectState.of(object());
  }

  /** The other end: its address if it has one, otherwise its holders; null if there is none. */
  public String getPeer() {
    String address = object() instanceof SocketObject socket ? socket.peerName() : null;
    return address != null ? address : peers.isEmpty() ? null : words(peers);
  }

  /** The holders of the other end: descriptors of this and of other processes. */
  public List<RemoteFd> getPeers() {
    return peers;
  }

  /** The other holders of the same open file description. */
  public List<RemoteFd> getSharedWith() {
    return holders.stream().filter(one -> !isThis(one)).toList();
  }

  /** The same as texts with the variables that hold them. */
  List<String> sharedByName() {
    return getSharedWith().stream().map(this::named).toList();
  }

  private boolean isThis(RemoteFd other) {
    return other.pid() == getPid() && other.number() == getNumber();
  }

  /** The same as text, limited in length. */
  String sharedInWords() {
    List<RemoteFd> first = holders.stream().filter(one -> !isThis(one)).limit(MOST_NAMED).toList();
    int more = holders.size() - 1 - first.size();
    return named(first) + (more > 0 ? " and " + more + " more" : "");
  }

  /** The properties of the kernel object by name. */
  public Map<String, Object> getObject() {
    return ObjectState.details(object());
  }

  /** The address of the peer and its holders. */
  String peerInWords() {
    String address = getPeer();
    if (address == null) {
      return "";
    }
    return peers.isEmpty()
        ? address
        : address.equals(words(peers)) ? named(peers) : address + " (" + named(peers) + ")";
  }

  /** Descriptors as one text with the variables that hold them. */
  private String named(List<RemoteFd> descriptors) {
    return descriptors.stream().map(this::named).collect(Collectors.joining(", "));
  }

  private String named(RemoteFd one) {
    return withVariable(one.toString(), variables.get(new Holder(one.pid(), one.number())));
  }

  /** A descriptor as text, {@code fd 3 of server}, with its variable: {@code fd 3 s of server}. */
  public static String withVariable(String descriptor, String variable) {
    return variable == null
        ? descriptor
        : descriptor.replaceFirst("^fd \\d+", "$0 " + Matcher.quoteReplacement(variable));
  }

  /** Several descriptors as one text. */
  public static String words(List<RemoteFd> descriptors) {
    return descriptors.stream().map(RemoteFd::toString).collect(Collectors.joining(", "));
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("pid", getPid());
    all.put("number", getNumber());
    all.put("variable", getVariable());
    all.put("kind", getKind());
    all.put("name", getName());
    all.put("state", getState());
    all.put("flags", flags);
    all.put("offset", getOffset());
    all.put("cloexec", isCloexec());
    all.put("peer", getPeer());
    all.put("peers", places(peers));
    all.put("sharedWith", places(getSharedWith()));
    all.put("object", getObject());
    return all;
  }

  private static List<Map<String, Object>> places(List<RemoteFd> descriptors) {
    return descriptors.stream()
        .map(one -> Map.<String, Object>of("pid", one.pid(), "number", one.number()))
        .toList();
  }

  /** The end of a pipe. */
  private String end() {
    if (!(object() instanceof PipeObject)) {
      return "";
    }
    return file().reads() ? file().writes() ? "both ends" : "read end" : "write end";
  }

  @Override
  public String toString() {
    StringJoiner out = new StringJoiner("  ");
    for (String part :
        new String[] {
          withVariable("fd " + getNumber(), getVariable()),
          getKind(),
          end(),
          getName(),
          getState(),
          peerInWords(),
          flags
        }) {
      if (part != null && !part.isEmpty()) {
        out.add(part.equals(peerInWords()) ? "to " + part : part);
      }
    }
    return EscapedText.word(out.toString());
  }
}

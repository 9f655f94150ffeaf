package ipcsh.observe;

import ipcsh.inspect.Exchange;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.text.KernelText;
import ipcsh.sys.text.Quoted;
import ipcsh.sys.trace.Transfer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The exchanges of observed programs, in the model in which those of this shell are, so that both
 * meet in one chart: by the inodes of pipes and sockets that strace shows, otherwise by addresses
 * and names.
 */
public final class ObservedExchanges {
  private static final Pattern TYPE = Pattern.compile("SOCK_(STREAM|DGRAM|SEQPACKET|RAW|RDM)\\b");
  private static final String DEVICE = "char ";

  private final Function<ObservedProcess, String> lane;
  private final Function<String, String> fifo;
  private final long sinceEpoch;

  /** Socket types by object: {@code socket:[7]} to {@code dgram}. */
  private final Map<String, String> types = new HashMap<>();

  /** The addresses to which datagram sockets were connected, by object. */
  private final Map<String, String> connectedTo = new HashMap<>();

  private final Map<String, String> fifos = new HashMap<>();
  private Map<ObservedCall, Long> ends = Map.of();

  /**
   * A converter.
   *
   * @param lane the name of a process's lane
   * @param fifo the ID of the FIFO with this path; null if that is not a FIFO
   * @param sinceEpoch nanoseconds from the zero of {@link System#nanoTime} to the epoch: what to
   *     add to the former
   */
  public ObservedExchanges(
      Function<ObservedProcess, String> lane, Function<String, String> fifo, long sinceEpoch) {
    this.lane = lane;
    this.fifo = fifo;
    this.sinceEpoch = sinceEpoch;
  }

  /** The paths of the FIFOs that these calls made, or found made. */
  public static Set<String> fifos(List<ObservedCall> calls) {
    Set<String> all = new HashSet<>();
    for (ObservedCall call : calls) {
      String name = call.getName();
      boolean isMade = call.errorName() == null || call.errorName().equals("EEXIST");
      if (isMade && name.startsWith("mknod") && call.line().contains("S_IFIFO")) {
        boolean isAt = name.equals("mknodat");
        byte[] path = StraceString.bytes(call.arg(isAt ? 1 : 0));
        ObservedDescriptor directory = isAt ? ObservedDescriptor.of(call.arg(0)) : null;
        String base = directory == null || directory.path() == null ? "" : directory.path();
        if (path != null) {
          String text = KernelText.decode(path).replaceFirst("^(\\./+)+", "");
          all.add(text.startsWith("/") ? text : base + "/" + text);
        }
      }
    }
    return all;
  }

  /** The exchanges of these calls, which are in the order of their time. */
  public List<Exchange> of(List<ObservedCall> calls) {
    List<Exchange> all = new ArrayList<>();
    ends = CallEnds.of(calls);
    for (ObservedCall call : calls) {
      learnType(call);
      ObservedTransfer transfer = ObservedTransfer.of(call);
      Exchange exchange = transfer == null ? null : exchange(transfer);
      if (exchange != null) {
        all.add(exchange);
      }
    }
    return all;
  }

  private void learnType(ObservedCall call) {
    String name = call.getName();
    if (call.errorName() != null || !name.startsWith("socket")) {
      return;
    }
    Matcher type = TYPE.matcher(call.arg(1));
    if (!type.find()) {
      return;
    }
    String its = type.group(1).toLowerCase(java.util.Locale.ROOT);
    List<ObservedDescriptor> made = new ArrayList<>();
    if (name.equals("socket")) {
      made.add(call.resultDescriptor());
    } else {
      String pair = call.arg(3);
      if (pair.startsWith("[") && pair.endsWith("]")) {
        CallSyntax.arguments(pair, 1, pair.length() - 1)
            .forEach(each -> made.add(ObservedDescriptor.of(each)));
      }
    }
    for (ObservedDescriptor each : made) {
      if (each != null && each.object() != null) {
        types.put(each.object(), its);
      }
    }
  }

  private Exchange exchange(ObservedTransfer transfer) {
    if (transfer.isQueued()) {
      String queue = SysVKind.QUEUE + " " + transfer.call().arg(0);
      return exchange(transfer, SysVKind.QUEUE.toString(), queue, null, queue, null);
    }
    ObservedDescriptor through = transfer.descriptor();
    if (through == null || through.target().isEmpty()) {
      return null;
    }
    if (transfer.isMessage()) {
      String name = through.path();
      return name == null
          ? null
          : exchange(transfer, Exchange.QUEUE, Exchange.queueNamed(name), null, name, null);
    }
    if (through.isPipe()) {
      return exchange(transfer, "pipe", through.object(), null, null, null);
    }
    if (through.isSocket()) {
      return socket(transfer, through);
    }
    String path = through.path();
    boolean canBe =
        path != null && (through.device() == null || !through.device().startsWith(DEVICE));
    String id = canBe ? fifos.computeIfAbsent(path, fifo) : null;
    return id == null ? null : exchange(transfer, "fifo", id, null, path, null);
  }

  private Exchange socket(ObservedTransfer transfer, ObservedDescriptor through) {
    String target = through.target();
    String family =
        target.startsWith("UNIX")
            ? "unix"
            : !through.isInternet() ? null : target.contains("v6:[") ? "inet6" : "inet";
    if (family == null) {
      return null;
    }
    String id = through.object();
    String type =
        target.startsWith("UNIX-STREAM") || target.startsWith("TCP")
            ? "stream"
            : target.startsWith("UNIX") ? types.getOrDefault(id, "dgram") : "dgram";
    String address = transfer.address();
    String peerName = address == null ? through.peerName() : address;
    if (transfer.kind() == Transfer.Kind.CONNECT) {
      connectedTo.put(id == null ? target : id, address);
      if (!type.equals("stream") && !type.equals("seqpacket")) {
        // it only names the receiver of what follows
        return null;
      }
    } else if (peerName == null && transfer.kind() == Transfer.Kind.SEND) {
      peerName = connectedTo.get(id);
    }
    return exchange(
        transfer,
        family + " " + type,
        id == null ? target : id,
        through.peer(),
        through.name(),
        peerName);
  }

  private Exchange exchange(
      ObservedTransfer transfer,
      String through,
      String object,
      String peer,
      String name,
      String peerName) {
    byte[] data = transfer.data();
    ObservedCall call = transfer.call();
    return new Exchange(
        lane.apply(call.thread().process()),
        transfer.kind(),
        transfer.function(),
        Quoted.bytes(data, data.length),
        transfer.bytes(),
        transfer.room(),
        transfer.descriptors(),
        through,
        object,
        peer,
        name,
        peerName,
        call.began() - sinceEpoch,
        ends.get(call) - sinceEpoch);
  }
}

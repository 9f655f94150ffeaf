package ipcsh.findings;

import ipcsh.observe.ObservedAddress;
import ipcsh.sys.text.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages of which a part was discarded, for want of room: recvmsg says so; for the other calls
 * the datagram is found among those that observed processes sent.
 */
final class CutDatagramRule implements FindingRule {
  private static final Pattern FLAGS = Pattern.compile("msg_flags=([A-Z_|0-9a-fx]+)");

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    List<ReviewedCall> sent = new ArrayList<>();
    for (ReviewedProcess process : run.processes()) {
      for (ReviewedCall each : process.calls()) {
        boolean isSend = each.name().equals("sendto") || each.name().equals("write");
        if (isSend && each.gave(1) && isDatagram(each)) {
          sent.add(each);
        }
      }
    }
    for (ReviewedProcess process : run.processes()) {
      for (ReviewedCall each : process.calls()) {
        if (each.succeeded() && each.name().startsWith("recvm")) {
          marked(each, found);
        } else if (each.gave(1) && isDatagram(each)) {
          matched(each, sent, found);
        }
      }
    }
  }

  private static boolean isDatagram(ReviewedCall call) {
    if (call.first() == null) {
      return false;
    }
    String target = call.argument(0);
    ReviewedCall opener = call.first().description().opener();
    return target.contains("<UNIX-DGRAM")
        || target.contains("<UDP")
        || opener != null && opener.mentions(1, "SOCK_DGRAM");
  }

  private static void marked(ReviewedCall call, Consumer<Finding> found) {
    Matcher flags = FLAGS.matcher(String.join(", ", call.arguments()));
    while (flags.find()) {
      boolean isAsked = call.mentions(2, "MSG_TRUNC") || call.mentions(2, "MSG_PEEK");
      if (flags.group(1).contains("MSG_TRUNC") && !isAsked) {
        found.accept(
            new Finding(
                "cut datagram",
                call,
                "the message is longer than the buffer; the rest of it is lost (MSG_TRUNC)",
                "use a buffer for the longest message, or ask for its length first: MSG_PEEK |"
                    + " MSG_TRUNC"));
      }
      if (flags.group(1).contains("MSG_CTRUNC")) {
        found.accept(
            new Finding(
                "cut datagram",
                call,
                "the buffer for control messages is too small; what did not fit is lost, descriptors"
                    + " too (MSG_CTRUNC)",
                "make msg_control large enough (CMSG_SPACE) for all control messages that may arrive"));
      }
    }
  }

  private static void matched(ReviewedCall call, List<ReviewedCall> sent, Consumer<Finding> found) {
    boolean isRead = call.name().equals("read") || call.name().equals("recvfrom");
    int room = call.number(2);
    boolean mayBeCut =
        isRead
            && call.result() == room
            && !call.mentions(3, "MSG_TRUNC")
            && !call.mentions(3, "MSG_PEEK");
    byte[] got = mayBeCut ? call.bytes(1) : null;
    if (got == null || got.length == 0) {
      return;
    }
    ReviewedCall longer = null;
    for (ReviewedCall each : sent) {
      byte[] data = each.bytes(1);
      boolean isBefore = each.began() < call.ended();
      if (isBefore && data != null && startsWith(data, got) && mayReach(each, call)) {
        if (each.result() == room) {
          return;
        }
        longer = longer == null && each.result() > room ? each : longer;
      }
    }
    if (longer != null) {
      sent.remove(longer);
      found.accept(
          new Finding(
              "cut datagram",
              call,
              "the datagram has "
                  + Counted.of(longer.result(), "byte")
                  + ", the buffer "
                  + room
                  + "; the rest of it is lost",
              "use a buffer for the longest datagram, or ask for its length first: MSG_PEEK |"
                  + " MSG_TRUNC"));
    }
  }

  private static boolean startsWith(byte[] data, byte[] begin) {
    int length = Math.min(data.length, begin.length);
    return length > 0 && Arrays.equals(Arrays.copyOf(data, length), Arrays.copyOf(begin, length));
  }

  /** Whether a datagram was sent to the socket that received. */
  private static boolean mayReach(ReviewedCall send, ReviewedCall receive) {
    OpenedDescription other = send.first().description().other();
    if (other != null) {
      return other == receive.first().description();
    }
    String name = receive.call().descriptor(0).name();
    String to = send.name().equals("sendto") ? ObservedAddress.of(send.argument(4)) : null;
    to = to == null ? connected(send.first().description()) : to;
    return name != null
        && to != null
        && (name.equals(to) || name.startsWith("0.0.0.0:") && to.endsWith(name.substring(7)));
  }

  private static String connected(OpenedDescription socket) {
    String address = null;
    for (ReviewedCall each : socket.uses()) {
      if (each.name().equals("connect") && each.succeeded()) {
        address = ObservedAddress.of(each.argument(1));
      }
    }
    return address;
  }
}

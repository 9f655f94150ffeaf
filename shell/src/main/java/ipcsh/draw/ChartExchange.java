package ipcsh.draw;

import ipcsh.inspect.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One exchange in a chart, with its matching exchanges on the other side, as far as they are known.
 */
final class ChartExchange {
  /** Data that was not seen. */
  private static final String NOTHING = "\"\"";

  /**
   * A send that takes less, in nanoseconds, counts as not blocked: the receiver was merely faster.
   */
  private static final long NOTICEABLE = 1_000_000;

  /** The maximum number of characters of data shown. */
  private static final int LETTERS = 24;

  private static final Pattern PART_OF_ESCAPE = Pattern.compile("\\\\[0-7]{0,2}$");

  private final Exchange exchange;
  private final List<ChartExchange> others = new ArrayList<>(1);
  private int row;
  private boolean waited;

  ChartExchange(Exchange exchange) {
    this.exchange = exchange;
  }

  Exchange exchange() {
    return exchange;
  }

  String who() {
    return exchange.who();
  }

  /** Whether it sends, so that an arrow begins here. */
  boolean gives() {
    return exchange.gives();
  }

  /** Its position in time: of a send the beginning of the call, of a receive the end. */
  long when() {
    return gives() ? exchange.began() : exchange.ended();
  }

  /** Whether end of file was read. */
  boolean isEnd() {
    return !exchange.gives()
        && !exchange.connects()
        && exchange.bytes() == 0
        && exchange.room() > 0
        && !exchange.keepsBoundaries();
  }

  /** The matching exchanges: a receive has several if data of a stream were joined. */
  List<ChartExchange> others() {
    return others;
  }

  void meets(ChartExchange other) {
    others.add(other);
    other.others.add(this);
  }

  /** Its row in the chart. */
  int row() {
    return row;
  }

  void row(int itsRow) {
    row = itsRow;
  }

  /** The number of bytes that the caller received: at most the size of its buffer. */
  private long taken() {
    return Math.min(exchange.bytes(), exchange.room());
  }

  /** The call and its data as text. */
  String words() {
    StringBuilder words = new StringBuilder(exchange.call());
    if (exchange.isPacket()) {
      return words.toString();
    }
    if (exchange.connects()) {
      boolean says = gives() && exchange.peerName() != null;
      return words.append(says ? " " + exchange.peerName() : "").toString();
    }
    String data = gives() ? " " + shown() : isEnd() ? "  end of file" : " " + got();
    return words.append(data).append(descriptors()).toString();
  }

  /** The same, with a remark if nothing was transferred. */
  String account() {
    boolean isAlone = gives() && others.isEmpty() && !exchange.isCall() && !exchange.isPacket();
    return isAlone ? words() + "  (not taken)" : words();
  }

  /** The data in quotes, long data truncated, without cutting an escape sequence. */
  private String shown() {
    String data = exchange.data();
    if (exchange.bytes() > 0 && data.equals(NOTHING)) {
      // the data stayed in the kernel
      return count(exchange.bytes());
    }
    boolean isCut = !exchange.isWhole();
    if (data.length() <= LETTERS && !isCut) {
      return data;
    }
    String begin = data.substring(0, Math.min(LETTERS, data.length() - 1));
    return PART_OF_ESCAPE.matcher(begin).replaceFirst("") + "\"… " + count(exchange.bytes());
  }

  private String got() {
    if (exchange.bytes() > exchange.room()) {
      return shown() + "  " + taken() + " of " + count(exchange.bytes());
    }
    boolean same = others.size() == 1 && others.get(0).exchange.bytes() == exchange.bytes();
    return same ? count(exchange.bytes()) : shown();
  }

  private String descriptors() {
    int count = exchange.descriptors();
    return count == 0 ? "" : count == 1 ? " + a descriptor" : " + " + count + " descriptors";
  }

  /** Whether it is a packet that has not arrived: it was lost, or is on its way. */
  boolean isLonePacket() {
    return exchange.isPacket() && gives() && others.isEmpty();
  }

  /** What ends the line of such a packet: a cross if it was lost. */
  String packetEnd() {
    return exchange.isUnderway() ? "…" : "✗";
  }

  /** Whether a receive needs a label: it differs from the send that it matches. */
  boolean isRemarkable() {
    if (exchange.isPacket()) {
      return false;
    }
    return isEnd()
        || exchange.bytes() > exchange.room()
        || others.size() != 1
        || others.get(0).exchange.bytes() != exchange.bytes();
  }

  /** Whether other steps occurred while its call was blocked. */
  boolean hasWaited() {
    return waited;
  }

  void waited() {
    waited = true;
  }

  /** Whether its call was blocked at this time. */
  boolean waitedAt(long time) {
    boolean canWait = !gives() || exchange.ended() - exchange.began() >= NOTICEABLE;
    return canWait && exchange.began() < time && time < exchange.ended();
  }

  private static String count(long bytes) {
    return bytes == 1 ? "1 byte" : bytes + " bytes";
  }
}

package ipcsh.draw;

import ipcsh.inspect.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One exchange in a chart, with those on the other side of it, as far as they are known. */
final class ChartExchange {
  /** Who gave something in less did not wait: the other one was faster, that is all. */
  /** Data that nobody has seen. */
  private static final String NOTHING = "\"\"";

  private static final long NOTICEABLE = 1_000_000;

  /** So many letters of the data are shown. */
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

  /** Whether something goes out from here: an arrow begins. */
  boolean gives() {
    return exchange.gives();
  }

  /** Where it stands in time: what is given is under way from the beginning of the call. */
  long when() {
    return gives() ? exchange.began() : exchange.ended();
  }

  /** Whether the end of a stream was read. */
  boolean isEnd() {
    return !exchange.gives()
        && !exchange.connects()
        && exchange.bytes() == 0
        && exchange.room() > 0
        && !exchange.keepsBoundaries();
  }

  /** What it met on the other side: who takes meets several where a stream's data were joined. */
  List<ChartExchange> others() {
    return others;
  }

  void meets(ChartExchange other) {
    others.add(other);
    other.others.add(this);
  }

  /** Its place in the order of the chart. */
  int row() {
    return row;
  }

  void row(int itsRow) {
    row = itsRow;
  }

  /** How many bytes the caller got: no more than there was room for. */
  private long taken() {
    return Math.min(exchange.bytes(), exchange.room());
  }

  /** The call and its data in words. */
  String words() {
    StringBuilder words = new StringBuilder(exchange.call());
    if (exchange.connects()) {
      boolean says = gives() && exchange.peerName() != null;
      return words.append(says ? " " + exchange.peerName() : "").toString();
    }
    String data = gives() ? " " + shown() : isEnd() ? "  end of file" : " " + got();
    return words.append(data).append(descriptors()).toString();
  }

  /** The same, with what became of it where nothing did. */
  String account() {
    return gives() && others.isEmpty() ? words() + "  (not taken)" : words();
  }

  /** The data in quotes, the beginning of long ones, no escape cut in two. */
  private String shown() {
    String data = exchange.data();
    if (exchange.bytes() > 0 && data.equals(NOTHING)) {
      // it stayed in the kernel
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

  /** Whether there is more to say of what was taken than that it came. */
  boolean isRemarkable() {
    return isEnd()
        || exchange.bytes() > exchange.room()
        || others.size() != 1
        || others.get(0).exchange.bytes() != exchange.bytes();
  }

  /** Whether others did something while it waited in its call. */
  boolean hasWaited() {
    return waited;
  }

  void waited() {
    waited = true;
  }

  /** Whether it waited while the other one made its call. */
  boolean waitedAt(long time) {
    boolean canWait = !gives() || exchange.ended() - exchange.began() >= NOTICEABLE;
    return canWait && exchange.began() < time && time < exchange.ended();
  }

  private static String count(long bytes) {
    return bytes == 1 ? "1 byte" : bytes + " bytes";
  }
}

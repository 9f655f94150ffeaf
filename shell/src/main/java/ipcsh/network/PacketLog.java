package ipcsh.network;

import ipcsh.sys.abi.NativeMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The packets that came to the wire, the latest ones: at most 65536, of at most 16 MiB. It grows to
 * this size; after that, entering one allocates nothing. Thread-safe.
 */
final class PacketLog {
  static final int RECORDS = 1 << 16;
  private static final int BYTES = 1 << 24;

  /** Room at first, for records and for bytes. */
  private static final int FEW = 1 << 9;

  private static final int FEW_BYTES = 1 << 16;
  private static final byte DUPLICATE = 1;
  private static final byte OVERTAKEN = 2;

  /** A packet as it was on the wire; times are those of {@link System#nanoTime}, 0 for never. */
  record Record(
      long number,
      long sent,
      long delivered,
      int from,
      int to,
      Fate fate,
      boolean isDuplicated,
      boolean isOvertaken,
      byte[] data) {}

  private static final Fate[] FATES = Fate.values();

  private long[] sent = new long[FEW];
  private long[] delivered = new long[FEW];
  private long[] start = new long[FEW];
  private int[] length = new int[FEW];
  private short[] from = new short[FEW];
  private short[] to = new short[FEW];
  private byte[] fate = new byte[FEW];
  private byte[] marks = new byte[FEW];
  private byte[] bytes = new byte[FEW_BYTES];
  private long next;
  private long first;
  private long end;
  private long packets;
  private long lost;
  private long total;

  /**
   * Enters a packet.
   *
   * @return its number
   */
  synchronized long add(
      long time, int itsFrom, int itsTo, Fate itsFate, NativeMemory in, int offset, int size) {
    int at = (int) (end % BYTES);
    if (at + size > BYTES) {
      // a packet is in one piece
      end += BYTES - at;
      at = 0;
    }
    makeRoom(at + size);
    int index = (int) (next % RECORDS);
    sent[index] = time;
    delivered[index] = 0;
    start[index] = end;
    length[index] = size;
    from[index] = (short) itsFrom;
    to[index] = (short) itsTo;
    fate[index] = (byte) itsFate.ordinal();
    marks[index] = 0;
    in.copy(offset, bytes, at, size);
    end += size;
    packets++;
    total += size;
    if (itsFate.isLost()) {
      lost++;
    }
    return next++;
  }

  /** Room for the next record, and for this many bytes. */
  private void makeRoom(int most) {
    if (next == sent.length && next < RECORDS) {
      int more = 2 * sent.length;
      sent = Arrays.copyOf(sent, more);
      delivered = Arrays.copyOf(delivered, more);
      start = Arrays.copyOf(start, more);
      length = Arrays.copyOf(length, more);
      from = Arrays.copyOf(from, more);
      to = Arrays.copyOf(to, more);
      fate = Arrays.copyOf(fate, more);
      marks = Arrays.copyOf(marks, more);
    }
    if (most > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(BYTES, Math.max(most, 2 * bytes.length)));
    }
  }

  private boolean isKept(long number) {
    return next - number <= RECORDS && end - start[(int) (number % RECORDS)] <= BYTES;
  }

  synchronized void delivered(long number, long time) {
    if (isKept(number) && delivered[(int) (number % RECORDS)] == 0) {
      delivered[(int) (number % RECORDS)] = time;
    }
  }

  synchronized void duplicated(long number) {
    mark(number, DUPLICATE);
  }

  synchronized void overtaken(long number) {
    mark(number, OVERTAKEN);
  }

  private void mark(long number, byte mark) {
    if (isKept(number)) {
      marks[(int) (number % RECORDS)] |= mark;
    }
  }

  /**
   * The packets that are kept, in the order in which they came: also those from before it was
   * cleared, to which later ones may refer.
   */
  synchronized List<Record> all() {
    List<Record> all = new ArrayList<>();
    for (long number = Math.max(0, next - RECORDS); number < next; number++) {
      if (isKept(number)) {
        int index = (int) (number % RECORDS);
        int at = (int) (start[index] % BYTES);
        all.add(
            new Record(
                number,
                sent[index],
                delivered[index],
                from[index],
                to[index],
                FATES[fate[index]],
                (marks[index] & DUPLICATE) != 0,
                (marks[index] & OVERTAKEN) != 0,
                Arrays.copyOfRange(bytes, at, at + length[index])));
      }
    }
    return all;
  }

  /** The number of the first packet since it was cleared. */
  synchronized long first() {
    return first;
  }

  /** Begins to count anew. */
  synchronized void clear() {
    first = next;
    packets = 0;
    lost = 0;
    total = 0;
  }

  /** How many packets came since it was cleared. */
  synchronized long packets() {
    return packets;
  }

  /** How many of them were lost. */
  synchronized long lost() {
    return lost;
  }

  /** How many bytes they had. */
  synchronized long bytes() {
    return total;
  }
}

package ipcsh.network;

import java.util.Arrays;

/**
 * Deliveries by the time when they are due, those of the same time in the order of entry: a binary
 * heap in arrays, without an object a delivery. For one thread.
 */
final class DueQueue {
  private static final int FIRST_SIZE = 1024;

  private long[] due = new long[FIRST_SIZE];
  private long[] order = new long[FIRST_SIZE];
  private long[] record = new long[FIRST_SIZE];
  private int[] buffer = new int[FIRST_SIZE];
  private int[] direction = new int[FIRST_SIZE];
  private int size;
  private long entered;

  int size() {
    return size;
  }

  /** The time of the next delivery; the latest possible time if there is none. */
  long next() {
    return size == 0 ? Long.MAX_VALUE : due[0];
  }

  int buffer() {
    return buffer[0];
  }

  int direction() {
    return direction[0];
  }

  long record() {
    return record[0];
  }

  void add(long time, int itsBuffer, int itsDirection, long itsRecord) {
    if (size == due.length) {
      grow();
    }
    int at = size++;
    put(at, time, entered++, itsBuffer, itsDirection, itsRecord);
    while (at > 0 && isBefore(at, (at - 1) / 2)) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  /** Removes the next delivery. */
  void remove() {
    size--;
    copy(size, 0);
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && isBefore(child + 1, child)) {
        child++;
      }
      if (!isBefore(child, at)) {
        return;
      }
      swap(at, child);
      at = child;
    }
  }

  private boolean isBefore(int one, int other) {
    // the clock may have any origin
    long difference = due[one] - due[other];
    return difference < 0 || difference == 0 && order[one] < order[other];
  }

  private void put(
      int at, long time, long itsOrder, int itsBuffer, int itsDirection, long itsRecord) {
    due[at] = time;
    order[at] = itsOrder;
    buffer[at] = itsBuffer;
    direction[at] = itsDirection;
    record[at] = itsRecord;
  }

  private void copy(int from, int to) {
    put(to, due[from], order[from], buffer[from], direction[from], record[from]);
  }

  private void swap(int one, int other) {
    long time = due[one];
    long itsOrder = order[one];
    int itsBuffer = buffer[one];
    int itsDirection = direction[one];
    long itsRecord = record[one];
    copy(other, one);
    put(other, time, itsOrder, itsBuffer, itsDirection, itsRecord);
  }

  private void grow() {
    int more = 2 * size;
    due = Arrays.copyOf(due, more);
    order = Arrays.copyOf(order, more);
    record = Arrays.copyOf(record, more);
    buffer = Arrays.copyOf(buffer, more);
    direction = Arrays.copyOf(direction, more);
  }
}

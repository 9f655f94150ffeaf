package ipcsh.findings;

import java.util.ArrayList;
import java.util.List;

/** A number in a table of descriptors, from the call that made it to its end. */
final class HeldDescriptor {
  /** How it came into the table. */
  enum Origin {
    OPENED,
    DUPLICATED,
    INHERITED,
    RECEIVED,
    OUTSIDE
  }

  /** How it left the table. */
  enum End {
    CLOSED,
    REPLACED,
    EXECUTED,
    EXITED
  }

  private final DescriptorTable table;
  private final int number;
  private final OpenedDescription description;
  private final Origin origin;
  private final long began;
  private final List<ReviewedCall> uses = new ArrayList<>();
  private final List<ReviewedCall> survived = new ArrayList<>();
  private boolean closesOnExec;
  private long ended = Long.MAX_VALUE;
  private End end;
  private ReviewedCall closing;

  HeldDescriptor(
      DescriptorTable table,
      int number,
      OpenedDescription description,
      Origin origin,
      long began,
      boolean closesOnExec) {
    this.table = table;
    this.number = number;
    this.description = description;
    this.origin = origin;
    this.began = began;
    this.closesOnExec = closesOnExec;
    description.holders().add(this);
  }

  DescriptorTable table() {
    return table;
  }

  int number() {
    return number;
  }

  OpenedDescription description() {
    return description;
  }

  Origin origin() {
    return origin;
  }

  boolean closesOnExec() {
    return closesOnExec;
  }

  void closesOnExec(boolean does) {
    closesOnExec = does;
  }

  /** The calls of its processes that were given this number. */
  List<ReviewedCall> uses() {
    return uses;
  }

  /** The calls of execve after which it was still open. */
  List<ReviewedCall> survived() {
    return survived;
  }

  long began() {
    return began;
  }

  long ended() {
    return ended;
  }

  /** How it left the table; null if it did not. */
  End end() {
    return end;
  }

  /** The call that closed it, or null. */
  ReviewedCall closing() {
    return closing;
  }

  void ends(End how, long place, ReviewedCall call) {
    end = how;
    ended = place;
    closing = call;
  }

  boolean isOpenAt(long place) {
    return began <= place && place < ended;
  }

  /** Whether it was never closed: it was open at the end of the process, or still is. */
  boolean isLeftOpen() {
    return end == null || end == End.EXITED;
  }

  /** The place of its last use; when it began if there was none. */
  long lastUse() {
    long last = began;
    for (ReviewedCall each : uses) {
      last = Math.max(last, each.ended());
    }
    return last;
  }
}

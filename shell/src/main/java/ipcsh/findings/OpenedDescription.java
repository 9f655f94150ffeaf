package ipcsh.findings;

import java.util.ArrayList;
import java.util.List;

/** An open file description as the calls show it: what made it, and every use of it. */
final class OpenedDescription {
  /** What it is of. */
  enum Kind {
    PIPE_READ,
    PIPE_WRITE,
    SOCKET,
    FILE,
    OTHER
  }

  private final Kind kind;
  private final ReviewedCall opener;
  private final List<ReviewedCall> uses = new ArrayList<>();
  private final List<HeldDescriptor> holders = new ArrayList<>();
  private OpenedDescription other;
  private OpenedDescription listener;
  private String object;
  private boolean isElsewhere;

  /**
   * A description.
   *
   * @param opener the call that made it; null if it was there before, or came from elsewhere
   * @param object the ID of its object as strace has it, or null
   */
  OpenedDescription(Kind kind, ReviewedCall opener, String object) {
    this.kind = kind;
    this.opener = opener;
    this.object = object;
    this.isElsewhere = opener == null;
  }

  Kind kind() {
    return kind;
  }

  ReviewedCall opener() {
    return opener;
  }

  String object() {
    return object;
  }

  void is(String itsObject) {
    object = itsObject;
  }

  /** The other end of its pipe or pair of sockets; null if it has none, or it is unknown. */
  OpenedDescription other() {
    return other;
  }

  void connects(OpenedDescription itsOther) {
    other = itsOther;
    itsOther.other = this;
  }

  /** The listening socket of which it was accepted, or null. */
  OpenedDescription listener() {
    return listener;
  }

  void acceptedBy(OpenedDescription itsListener) {
    listener = itsListener;
  }

  /** Whether processes that are not observed may hold it too. */
  boolean isElsewhere() {
    return isElsewhere;
  }

  void isSentAway() {
    isElsewhere = true;
  }

  /** All calls that used it, of all processes. */
  List<ReviewedCall> uses() {
    return uses;
  }

  /** All descriptors that ever referred to it. */
  List<HeldDescriptor> holders() {
    return holders;
  }

  /** The descriptors that refer to it at a place in the order. */
  List<HeldDescriptor> holdersAt(long place) {
    return holders.stream().filter(each -> each.isOpenAt(place)).toList();
  }

  /** Whether a process used it to read or to write. */
  boolean isUsedBy(ReviewedProcess process) {
    return uses.stream()
        .anyMatch(each -> each.process() == process && (each.reads() || each.writes()));
  }

  boolean isPipe() {
    return kind == Kind.PIPE_READ || kind == Kind.PIPE_WRITE;
  }
}

package ipcsh.findings;

import ipcsh.observe.ObservedCall;
import ipcsh.observe.StraceString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A call whose parts were read once from its text, and the descriptors that it used. */
final class ReviewedCall {
  private static final Set<String> READING =
      Set.of(
          "read",
          "readv",
          "pread64",
          "preadv",
          "preadv2",
          "recvfrom",
          "recvmsg",
          "recvmmsg",
          "splice",
          "tee",
          "getdents64");
  private static final Set<String> WRITING =
      Set.of(
          "write",
          "writev",
          "pwrite64",
          "pwritev",
          "pwritev2",
          "sendto",
          "sendmsg",
          "sendmmsg",
          "sendfile",
          "vmsplice");

  private final ObservedCall call;
  private final ReviewedProcess process;
  private final long began;
  private final long ended;
  private final String name;
  private final List<String> arguments;
  private final Long result;
  private final String error;
  private final List<HeldDescriptor> used = new ArrayList<>();

  /**
   * A call.
   *
   * @param began its place in the order of all beginnings and ends
   * @param ended that of its end, MAX_VALUE if it was not seen
   */
  ReviewedCall(ObservedCall call, ReviewedProcess process, long began, long ended) {
    this.call = call;
    this.process = process;
    this.began = began;
    this.ended = ended;
    name = call.getName();
    arguments = call.getArgs();
    error = call.errorName();
    result = call.getResult();
  }

  ObservedCall call() {
    return call;
  }

  ReviewedProcess process() {
    return process;
  }

  /** The system call, {@code openat}. */
  String name() {
    return name;
  }

  List<String> arguments() {
    return arguments;
  }

  /** An argument, counted from 0; empty if it is missing. */
  String argument(int index) {
    return index < arguments.size() ? arguments.get(index) : "";
  }

  /** The bytes of an argument that is a string; null if it is none. */
  byte[] bytes(int index) {
    return StraceString.bytes(argument(index));
  }

  /** A string among the arguments, byte by byte; null if it is none. */
  String string(int index) {
    byte[] bytes = bytes(index);
    return bytes == null ? null : new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /** An argument that is a number, with or without what is behind a descriptor; else MIN_VALUE. */
  int number(int index) {
    String text = argument(index);
    int end = text.indexOf('<');
    try {
      return Integer.parseInt(end < 0 ? text : text.substring(0, end));
    } catch (NumberFormatException none) {
      return Integer.MIN_VALUE;
    }
  }

  /** Whether one of the arguments contains a word. */
  boolean mentions(int index, String word) {
    return argument(index).contains(word);
  }

  /** What it returned; null if it has not, or never does. */
  Long result() {
    return result;
  }

  /** Whether it returned this number or more. */
  boolean gave(long atLeast) {
    return result != null && error == null && result >= atLeast;
  }

  /** Whether it returned, and not an error. */
  boolean succeeded() {
    return result != null && error == null;
  }

  /** The error with which it failed, ERESTARTSYS and its kind too; null for none. */
  String error() {
    return error;
  }

  boolean failed(String with) {
    return with.equals(error);
  }

  /** Whether it had not returned when the observation ended, or the thread ended in it. */
  boolean isPending() {
    return !call.isFinished() || call.isInterrupted() && isLastOfItsThread();
  }

  private boolean isLastOfItsThread() {
    return process.last(call.tid()) == this;
  }

  /** Its place in the order of all beginnings and ends. */
  long began() {
    return began;
  }

  /** The place of its end; MAX_VALUE if it has none. */
  long ended() {
    return isPending() ? Long.MAX_VALUE : ended;
  }

  /** The place where it was interrupted, if it has no other end. */
  long returned() {
    return ended;
  }

  boolean reads() {
    return READING.contains(name);
  }

  boolean writes() {
    return WRITING.contains(name);
  }

  /** The descriptors that it was given, in the order of its arguments; not those that it closed. */
  List<HeldDescriptor> used() {
    return used;
  }

  /** The first descriptor that it was given, or null. */
  HeldDescriptor first() {
    return used.isEmpty() ? null : used.get(0);
  }

  @Override
  public String toString() {
    return ReadableCall.of(call);
  }
}

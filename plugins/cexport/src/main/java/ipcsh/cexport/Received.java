package ipcsh.cexport;

import java.util.HashMap;
import java.util.Map;

/** The buffer of received bytes, and what else is kept of the message, as far as it is used. */
final class Received {
  private final Map<String, String> parts = new HashMap<>();
  private CNames names;

  String data;
  String size;

  /** Whether it is read as a text, so that a NUL must follow it. */
  boolean text;

  /** Whether end of file is tested for. */
  boolean end;

  boolean from;
  boolean flags;
  boolean passed;
  boolean cred;
  boolean priority;

  /** Whether it comes from a message queue. */
  boolean queued;

  /** The maximum number of bytes. */
  long most;

  /** Where the type of a System V message is, null for another message. */
  String type;

  boolean changed;

  /** Whether several functions use it. */
  boolean global;

  /** Records the use of a member. */
  void use(String member) {
    boolean before = text;
    boolean beforeFrom = from;
    boolean beforeFlags = flags;
    boolean beforePassed = passed;
    boolean beforeCred = cred;
    boolean beforeEnd = end;
    boolean beforePriority = priority;
    switch (member) {
      case "from" -> from = true;
      case "truncated", "controlTruncated", "flags" -> flags = true;
      case "fds" -> passed = true;
      case "cred" -> cred = true;
      case "text" -> text = true;
      case "eof" -> end = true;
      case "priority" -> priority = true;
      default -> {}
    }
    changed |=
        before != text
            || beforeFrom != from
            || beforeFlags != flags
            || beforePassed != passed
            || beforeCred != cred
            || beforeEnd != end
            || beforePriority != priority;
  }

  void atMost(long n) {
    changed |= n > most;
    most = Math.max(most, n);
  }

  SockaddrLocation sender() {
    return new SockaddrLocation(part("from"), part("from_size"));
  }

  /** The variable for a part of it, {@code m_header}. */
  String part(String what) {
    return parts.computeIfAbsent(
        what, part -> names == null ? data + "_" + part : names.take(data + "_" + part));
  }

  /** Sets its names in this pass. */
  void name(String wish, String wishOfSize, CNames among) {
    data = wish;
    names = among;
    parts.clear();
    size = among.take(wishOfSize);
  }

  boolean hasHeader() {
    return flags || passed || cred;
  }
}

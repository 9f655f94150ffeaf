package ipcsh.cexport;

import java.util.HashMap;
import java.util.Map;

/** Where the bytes that were received lie, and what else is kept of them, as far as it is used. */
final class Received {
  private final Map<String, String> parts = new HashMap<>();
  private CNames names;

  String data;
  String size;

  /** Whether it is read as a text, so that a NUL belongs behind it. */
  boolean text;

  /** Whether somebody asks if nothing more will come. */
  boolean end;

  boolean from;
  boolean flags;
  boolean passed;
  boolean cred;

  /** So many bytes at the most. */
  long most;

  /** Where the type of a System V message is, null for another message. */
  String type;

  boolean changed;

  /** Whether several functions use it. */
  boolean global;

  /** A member of it is used. */
  void use(String member) {
    boolean before = text;
    boolean beforeFrom = from;
    boolean beforeFlags = flags;
    boolean beforePassed = passed;
    boolean beforeCred = cred;
    boolean beforeEnd = end;
    switch (member) {
      case "from" -> from = true;
      case "truncated", "controlTruncated", "flags" -> flags = true;
      case "fds" -> passed = true;
      case "cred" -> cred = true;
      case "text" -> text = true;
      case "eof" -> end = true;
      default -> {}
    }
    changed |=
        before != text
            || beforeFrom != from
            || beforeFlags != flags
            || beforePassed != passed
            || beforeCred != cred
            || beforeEnd != end;
  }

  void atMost(long n) {
    changed |= n > most;
    most = Math.max(most, n);
  }

  SockaddrLocation sender() {
    return new SockaddrLocation(part("from"), part("from_size"));
  }

  /** What belongs to it, {@code m_header}. */
  String part(String what) {
    return parts.computeIfAbsent(
        what, part -> names == null ? data + "_" + part : names.take(data + "_" + part));
  }

  /** It is called so in this reading. */
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

package ipcsh.findings;

import ipcsh.observe.ObservedDescriptor;
import java.util.List;
import java.util.stream.Collectors;

/** Descriptors in the sentences of findings, and what several rules ask of calls. */
final class DescriptorWords {
  private DescriptorWords() {}

  /** What a descriptor refers to: "the read end of a pipe", "the file /tmp/x". */
  static String what(HeldDescriptor held) {
    OpenedDescription description = held.description();
    ReviewedCall opener = description.opener();
    if (description.kind() == OpenedDescription.Kind.PIPE_READ) {
      return "the read end of a pipe";
    }
    if (description.kind() == OpenedDescription.Kind.PIPE_WRITE) {
      return "the write end of a pipe";
    }
    if (description.listener() != null) {
      return "an accepted connection";
    }
    if (description.kind() == OpenedDescription.Kind.SOCKET) {
      return "a socket";
    }
    ObservedDescriptor made = opener == null ? null : opener.call().resultDescriptor();
    if (made != null && made.path() != null) {
      return opener.name().equals("mq_open") ? "a message queue" : "the file " + made.path();
    }
    return "of " + (opener == null ? "an unknown object" : opener.name());
  }

  /** "3, 4, 5 ... 9". */
  static String numbers(List<HeldDescriptor> all) {
    int shown = Math.min(all.size(), 4);
    String first =
        all.subList(0, shown).stream()
            .map(each -> Integer.toString(each.number()))
            .collect(Collectors.joining(", "));
    return shown == all.size() ? first : first + " ...";
  }

  /** Whether a call asked for data and got the end of the file. */
  static boolean isEndOfFile(ReviewedCall call) {
    boolean asked = !call.name().equals("read") || call.number(2) != 0;
    return call.reads() && asked && Long.valueOf(0).equals(call.result());
  }
}

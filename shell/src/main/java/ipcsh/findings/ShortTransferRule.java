package ipcsh.findings;

import ipcsh.sys.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads and writes that moved less than they were to, and were not continued. A short read is one
 * of a record: the peer wrote exactly what was asked for, in several parts, and the rest of it is
 * not asked for. A short write is one whose rest is not what is written next; of one that does not
 * block, one after which none is written, though the reader waits for more.
 */
final class ShortTransferRule implements FindingRule {
  /** Sizes of buffers, and not of records. */
  private static final int BLOCK = 512;

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (OpenedDescription each : run.descriptions()) {
      if (each.other() != null && !each.isElsewhere() && !each.other().isElsewhere()) {
        reads(each, found);
      }
      if (each.isPipe() || each.kind() == OpenedDescription.Kind.SOCKET) {
        writes(each, found);
      }
    }
  }

  private static boolean isStream(OpenedDescription description) {
    OpenedDescription made = description.listener() == null ? description : description.listener();
    ReviewedCall opener = made.opener();
    return description.isPipe() || opener != null && opener.mentions(1, "SOCK_STREAM");
  }

  private static void reads(OpenedDescription reading, Consumer<Finding> found) {
    if (!isStream(reading)) {
      return;
    }
    List<Long> bounds = new ArrayList<>();
    long written = 0;
    bounds.add(0L);
    for (ReviewedCall each : reading.other().uses()) {
      if (each.writes() && each.gave(1)) {
        if (!each.name().equals("write") && !each.name().equals("sendto")) {
          return;
        }
        written += each.result();
        bounds.add(written);
      }
    }
    long at = 0;
    List<ReviewedCall> reads =
        reading.uses().stream().filter(each -> each.reads() && each.gave(1)).toList();
    for (int i = 0; i < reads.size(); i++) {
      ReviewedCall each = reads.get(i);
      if (!each.name().equals("read") && !each.name().equals("recvfrom")) {
        return;
      }
      long asked = each.number(2);
      long got = each.result();
      boolean isShort =
          got < asked
              && asked % BLOCK != 0
              && bounds.contains(at)
              && bounds.contains(at + asked)
              && bounds.contains(at + got);
      boolean isToTheEnd = at + asked >= written && isReadToTheEnd(reading, each);
      if (isShort && !isToTheEnd && !isContinued(reading, each, asked - got)) {
        found.accept(
            new Finding(
                "short read",
                each,
                "requests "
                    + Counted.of(asked, "byte")
                    + " and gets "
                    + got
                    + "; the other "
                    + (asked - got)
                    + ", which the peer writes next, are not read",
                "read in a loop until all " + asked + " have arrived, or recv() with MSG_WAITALL"));
        return;
      }
      at += got;
    }
  }

  /** Whether the next call that reads asks for the rest, and no more. */
  private static boolean isContinued(OpenedDescription reading, ReviewedCall call, long rest) {
    for (ReviewedCall each : reading.uses()) {
      if (each.began() > call.began() && each.reads()) {
        return each.number(2) == rest;
      }
    }
    return call.process().isRunning() || call.process().killedBy() != null;
  }

  /** Whether the process goes on until there is no more: its buffer has room for more than that. */
  private static boolean isReadToTheEnd(OpenedDescription reading, ReviewedCall call) {
    return reading.uses().stream()
        .anyMatch(
            each ->
                each.began() > call.began()
                    && each.process() == call.process()
                    && DescriptorWords.isEndOfFile(each));
  }

  private static void writes(OpenedDescription writing, Consumer<Finding> found) {
    List<ReviewedCall> all = writing.uses();
    for (int i = 0; i < all.size(); i++) {
      ReviewedCall each = all.get(i);
      boolean isPlain = each.name().equals("write") || each.name().equals("sendto");
      boolean isShort =
          isPlain
              && each.gave(1)
              && each.result() < each.number(2)
              && !each.mentions(3, "MSG_DONTWAIT");
      boolean isLost =
          isShort
              && (isNonBlocking(writing) ? isLast(writing, i) : !isContinued(all, i))
              && each.process().exited();
      if (isLost) {
        found.accept(
            new Finding(
                "short write",
                each,
                "writes "
                    + each.result()
                    + " of "
                    + Counted.of(each.number(2), "byte")
                    + "; the rest is never written",
                "write in a loop until all is written"));
      }
    }
  }

  /** Whether none writes any more, though the reader reads to the end: it has not gone away. */
  private static boolean isLast(OpenedDescription writing, int at) {
    List<ReviewedCall> all = writing.uses();
    return writing.opener() != null
        && writing.other() != null
        && !writing.isElsewhere()
        && !writing.other().isElsewhere()
        && all.subList(at + 1, all.size()).stream().noneMatch(ReviewedCall::writes)
        && writing.other().uses().stream().anyMatch(DescriptorWords::isEndOfFile);
  }

  private static boolean isContinued(List<ReviewedCall> all, int at) {
    ReviewedCall call = all.get(at);
    for (ReviewedCall each : all.subList(at + 1, all.size())) {
      if (each.writes() && each.process() == call.process()) {
        // what follows is the rest if it is long enough: strace shows only the beginning
        return each.error() != null || each.number(2) >= call.number(2) - call.result();
      }
    }
    return false;
  }

  private static boolean isNonBlocking(OpenedDescription description) {
    ReviewedCall opener = description.opener();
    return opener == null
        || String.join(",", opener.arguments()).contains("NONBLOCK")
        || description.holders().stream()
            .flatMap(each -> each.table().processes().stream())
            .flatMap(each -> each.calls().stream())
            .anyMatch(
                each ->
                    (each.name().equals("fcntl") && each.mentions(2, "O_NONBLOCK")
                            || each.name().equals("ioctl") && each.mentions(1, "FIONBIO"))
                        && each.first() != null
                        && each.first().description() == description);
  }
}

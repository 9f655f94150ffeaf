package ipcsh.findings;

import ipcsh.findings.HeldDescriptor.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Descriptors that are opened one after another and never closed: each was used for the last time
 * before the next one was opened. A single descriptor that is open at the end is no mistake, the
 * kernel closes it; but the connection of a client that has gone, while others are accepted, is
 * one.
 */
final class LeakRule implements FindingRule {
  private static final int SEVERAL = 3;

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (DescriptorTable table : run.tables()) {
      if (table.isUncertain() || table.processes().isEmpty()) {
        continue;
      }
      Map<Object, List<HeldDescriptor>> byOrigin = new LinkedHashMap<>();
      for (HeldDescriptor each : table.all()) {
        Object origin = each.isLeftOpen() ? origin(each) : null;
        if (origin != null) {
          byOrigin.computeIfAbsent(origin, key -> new ArrayList<>()).add(each);
        }
      }
      byOrigin.values().forEach(each -> examine(each, found));
    }
  }

  /** What descriptors have in common that one statement of the program has opened; or null. */
  private static Object origin(HeldDescriptor held) {
    ReviewedCall opener = held.description().opener();
    boolean isOwn = held.origin() == Origin.OPENED || held.origin() == Origin.RECEIVED;
    if (!isOwn || opener == null || held.number() <= 2) {
      return null;
    }
    return switch (opener.name()) {
      case "open", "openat", "openat2", "creat", "mq_open" ->
          "file " + opener.call().resultDescriptor().target();
      case "accept", "accept4" -> held.description().listener();
      case "socket" -> "socket " + opener.arguments() + connected(held);
      case "recvmsg" -> opener.name() + held.description().kind();
      // one made with O_CLOEXEC is kept on purpose: it tells when its other end is closed
      case "pipe", "pipe2" ->
          opener.mentions(1, "O_CLOEXEC") ? null : opener.name() + held.description().kind();
      default -> null;
    };
  }

  private static String connected(HeldDescriptor held) {
    return held.uses().stream()
        .filter(each -> each.name().equals("connect"))
        .map(each -> " " + each.argument(1))
        .findFirst()
        .orElse("");
  }

  private static void examine(List<HeldDescriptor> all, Consumer<Finding> found) {
    List<HeldDescriptor> abandoned = new ArrayList<>();
    boolean hasEnded = false;
    for (int i = 0; i < all.size(); i++) {
      HeldDescriptor each = all.get(i);
      boolean isLast = i + 1 == all.size();
      boolean ends = isLast ? isFollowedByAccept(each) : isIdleAt(each, all.get(i + 1));
      if (ends) {
        abandoned.add(each);
        hasEnded |= each.description().listener() != null && hasEndOfFile(each);
      }
    }
    if (abandoned.size() + 1 >= SEVERAL || hasEnded) {
      HeldDescriptor first = abandoned.get(0);
      String what = DescriptorWords.what(first);
      found.accept(
          new Finding(
              "leak",
              first.description().opener(),
              abandoned.size() + (abandoned.size() < all.size() ? 1 : 0) == 1
                  ? "descriptor "
                      + first.number()
                      + ", "
                      + what
                      + ", is never closed, though the"
                      + " other end has been closed"
                  : all.size()
                      + " descriptors ("
                      + DescriptorWords.numbers(all)
                      + "), each "
                      + what
                      + ", are opened one after another and never closed",
              "close() each after its last use; a process that runs long enough gets EMFILE"));
    }
  }

  private static boolean isIdleAt(HeldDescriptor held, HeldDescriptor next) {
    return held.lastUse() < next.began() && !isWatched(held);
  }

  /** The last connection: it is at its end, and the program goes on to accept. */
  private static boolean isFollowedByAccept(HeldDescriptor held) {
    OpenedDescription listener = held.description().listener();
    return listener != null
        && hasEndOfFile(held)
        && listener.uses().stream()
            .anyMatch(each -> each.name().startsWith("accept") && each.began() > held.lastUse());
  }

  private static boolean hasEndOfFile(HeldDescriptor held) {
    return held.uses().stream().anyMatch(DescriptorWords::isEndOfFile);
  }

  /** Whether an epoll instance watches it: then it is in use without being named. */
  private static boolean isWatched(HeldDescriptor held) {
    return held.uses().stream().anyMatch(each -> each.name().equals("epoll_ctl"));
  }
}

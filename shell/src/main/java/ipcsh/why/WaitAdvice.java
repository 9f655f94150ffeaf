package ipcsh.why;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The mistake behind a wait, and how to mend it: a table of patterns, of which the first one that
 * applies answers. Each says only what follows from the waits, or names its condition ("if").
 */
public final class WaitAdvice {
  /** From the most particular to the most general. */
  private static final List<Function<WaitCase, String>> TABLE =
      List.of(
          ProcessAdvice::stopped,
          ProcessAdvice::ignoredChildren,
          PollAdvice::smallNfds,
          PollAdvice::emptySets,
          PollAdvice::edgeTriggered,
          PollAdvice::disarmed,
          SocketAdvice::closedMeanwhile,
          StreamAdvice::ownEnd,
          SocketAdvice::ownPeer,
          SocketAdvice::unnamed,
          StreamAdvice::inherited,
          StreamAdvice::endOfInput,
          StreamAdvice::unreadOutput,
          SocketAdvice::oneAfterTheOther,
          SocketAdvice::keptConnection,
          FifoAdvice::oppositeOrder,
          SysVAdvice::otherType,
          SysVAdvice::noneSends,
          SysVAdvice::unread,
          SysVAdvice::nothingSent,
          SysVAdvice::noUndo,
          StreamAdvice::forkedInLoop,
          StreamAdvice::allWrite,
          StreamAdvice::allRead,
          LockAdvice::copied,
          LockAdvice::deadOwner,
          LockAdvice::upgrade,
          LockAdvice::ownLock,
          LockAdvice::neverPosted,
          LockAdvice::joined,
          LockAdvice::order,
          LockAdvice::keptWhileWaiting,
          LockAdvice::lostSignal,
          LockAdvice::noPost,
          LockAdvice::tooFew,
          StreamAdvice::unreadQueue);

  private WaitAdvice() {}

  private static String first(WaitCase it) {
    return TABLE.stream()
        .map(pattern -> pattern.apply(it))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /**
   * The advice on a wait, one or two sentences.
   *
   * @param wait the wait
   * @param all all waits of the same look
   * @return null if there is none
   */
  public static String on(JudgedWait wait, List<JudgedWait> all, WaitContext context) {
    WaitCase it = new WaitCase(wait, all, context);
    String found = first(it);
    return found == null && it.isStuck()
        // stuck because of others: of the nearest one for which there is any
        ? it.reachable().stream()
            .map(one -> first(new WaitCase(one, all, context)))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null)
        : found;
  }
}

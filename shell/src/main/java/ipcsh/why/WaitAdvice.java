package ipcsh.why;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
          StreamAdvice::ownEnd,
          StreamAdvice::inherited,
          StreamAdvice::endOfInput,
          StreamAdvice::oneAfterTheOther,
          StreamAdvice::keptConnection,
          StreamAdvice::fifos,
          SysVAdvice::noneSends,
          SysVAdvice::unread,
          SysVAdvice::nothingSent,
          SysVAdvice::noUndo,
          StreamAdvice::allWrite,
          StreamAdvice::allRead,
          LockAdvice::copied,
          LockAdvice::deadOwner,
          LockAdvice::upgrade,
          LockAdvice::ownLock,
          LockAdvice::neverPosted,
          LockAdvice::order,
          LockAdvice::keptWhileWaiting,
          LockAdvice::lostSignal,
          LockAdvice::noPost,
          LockAdvice::tooFew,
          StreamAdvice::unreadQueue);

  private WaitAdvice() {}

  /**
   * The advice on a wait, one or two sentences.
   *
   * @param wait the wait
   * @param all all waits of the same look
   * @return null if there is none
   */
  public static String on(JudgedWait wait, List<JudgedWait> all, WaitContext context) {
    WaitCase it = new WaitCase(wait, all, context);
    Optional<String> found =
        TABLE.stream().map(pattern -> pattern.apply(it)).filter(Objects::nonNull).findFirst();
    return found.orElse(null);
  }
}

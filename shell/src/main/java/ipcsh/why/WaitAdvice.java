package ipcsh.why;

import java.util.List;
import java.util.function.Predicate;

/** The line of advice that names the mistake behind a wait, and the mending. */
public final class WaitAdvice {
  /**
   * A known mistake.
   *
   * @param isIt whether a chain of waits, of which the first was asked for, shows it
   * @param text what to do
   */
  private record Pattern(Predicate<List<JudgedWait>> isIt, String text) {}

  private static final List<Pattern> PATTERNS =
      List.of(
          new Pattern(
              chain -> is(chain, Verdict.FOR_EVER) && onlyItself(chain) && reads(chain),
              "The reader has the write end open itself: close it before reading, and read gives"
                  + " the end of file when the writers are gone."),
          new Pattern(
              chain -> is(chain, Verdict.DEADLOCK) && ring(chain, WaitAdvice::wantsRoom),
              "Who sends must also receive: recv in between, or MSG_DONTWAIT and poll."),
          new Pattern(
              chain ->
                  is(chain, Verdict.DEADLOCK)
                      && ring(chain, wait -> wantsData(wait) || awaitsChild(wait))
                      && chain.get(0).ring().stream().anyMatch(WaitAdvice::awaitsChild),
              "A parent that waits for its child must close its own write end first: only then does"
                  + " the child read the end of its input."),
          new Pattern(
              chain -> is(chain, Verdict.DEADLOCK) && ring(chain, WaitAdvice::wantsData),
              "Everybody waits to receive: one must send first, flush what its library has"
                  + " buffered, or close the write ends that it does not use."));

  private WaitAdvice() {}

  /** The advice on a chain of waits; null if there is none. */
  public static String of(List<JudgedWait> chain) {
    return PATTERNS.stream()
        .filter(pattern -> pattern.isIt.test(chain))
        .map(Pattern::text)
        .findFirst()
        .orElse(null);
  }

  private static boolean is(List<JudgedWait> chain, Verdict verdict) {
    return chain.get(0).verdict() == verdict;
  }

  private static boolean ring(List<JudgedWait> chain, Predicate<WaitCondition> each) {
    return chain.get(0).ring().stream().allMatch(each);
  }

  private static boolean onlyItself(List<JudgedWait> chain) {
    WaitCondition wait = chain.get(0).condition();
    return !wait.wakers().isEmpty()
        && wait.wakers().stream().allMatch(one -> one.pid() == wait.pid());
  }

  private static boolean reads(List<JudgedWait> chain) {
    return wantsData(chain.get(0).condition());
  }

  private static boolean wantsData(WaitCondition wait) {
    return wait.purpose() != null
        && (wait.purpose().startsWith("data") || wait.purpose().startsWith("a message"));
  }

  private static boolean wantsRoom(WaitCondition wait) {
    return wait.purpose() != null && wait.purpose().startsWith("room");
  }

  private static boolean awaitsChild(WaitCondition wait) {
    return wait.call() != null && wait.call().startsWith("wait");
  }
}

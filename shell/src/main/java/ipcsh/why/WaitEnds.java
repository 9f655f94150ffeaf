package ipcsh.why;

import java.util.ArrayList;
import java.util.List;

/**
 * How a wait can end: any one of the wakers can end it, unless all must act.
 *
 * @param wakers who could end the wait
 * @param needsAll whether all wakers must act: an exclusive lock on what several have locked
 * @param possible who perhaps could: the receiver of a descriptor in a message on its way
 * @param doubt what is not known about those: {@code whether server 4711 receives its write end}
 * @param interruption what is not known about signals that would interrupt the call; null if none
 *     can
 * @param unknown what is not known, so that there may be other wakers; null if the list is complete
 * @param timeout the seconds after which the call ends by itself; null if it has no timeout, or 0
 *     if it has one of unknown length
 * @param outside what ends the wait from outside the model: {@code input at /dev/pts/3}, {@code a
 *     client that connects}; null if nothing does
 * @param newcomer who might end the wait although it has no part in it yet: {@code a program that
 *     opens /tmp/f for writing}; null if no process might
 */
record WaitEnds(
    List<Waker> wakers,
    boolean needsAll,
    List<Waker> possible,
    String doubt,
    String interruption,
    String unknown,
    Double timeout,
    String outside,
    String newcomer) {
  static final WaitEnds NONE =
      new WaitEnds(List.of(), false, List.of(), null, null, null, null, null, null);

  private static List<Waker> with(List<Waker> known, List<Waker> more) {
    List<Waker> all = new ArrayList<>(known);
    more.stream().filter(one -> !all.contains(one)).forEach(all::add);
    return List.copyOf(all);
  }

  WaitEnds withWakers(List<Waker> more) {
    return new WaitEnds(
        with(wakers, more),
        needsAll,
        possible,
        doubt,
        interruption,
        unknown,
        timeout,
        outside,
        newcomer);
  }

  WaitEnds byAll() {
    return new WaitEnds(
        wakers, true, possible, doubt, interruption, unknown, timeout, outside, newcomer);
  }

  WaitEnds withPossible(List<Waker> more, String why) {
    return new WaitEnds(
        wakers,
        needsAll,
        with(possible, more),
        doubt == null ? why : doubt,
        interruption,
        unknown,
        timeout,
        outside,
        newcomer);
  }

  WaitEnds notKnown(String reason) {
    return new WaitEnds(
        wakers,
        needsAll,
        possible,
        doubt,
        interruption,
        unknown == null ? reason : unknown,
        timeout,
        outside,
        newcomer);
  }

  WaitEnds perhapsInterrupted(String why) {
    return new WaitEnds(
        wakers, needsAll, possible, doubt, why, unknown, timeout, outside, newcomer);
  }

  WaitEnds within(Double seconds) {
    return new WaitEnds(
        wakers, needsAll, possible, doubt, interruption, unknown, seconds, outside, newcomer);
  }

  WaitEnds fromOutside(String who) {
    return new WaitEnds(
        wakers, needsAll, possible, doubt, interruption, unknown, timeout, who, newcomer);
  }

  WaitEnds orBy(String who) {
    return new WaitEnds(
        wakers, needsAll, possible, doubt, interruption, unknown, timeout, outside, who);
  }
}

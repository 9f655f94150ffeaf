package ipcsh.why;

import java.util.List;

/** Advice on select and poll. */
final class PollAdvice {
  private PollAdvice() {}

  /** A set of select has descriptors that are not watched, because nfds is too small. */
  static String smallNfds(WaitCase it) {
    for (WaitCondition wait : it.ring()) {
      List<Integer> ignored = ignored(wait, it.context());
      if (!ignored.isEmpty()) {
        int highest = ignored.stream().max(Integer::compare).orElseThrow();
        return "nfds must be the highest descriptor + 1, here " + (highest + 1) + ".";
      }
    }
    return null;
  }

  private static List<Integer> ignored(WaitCondition wait, WaitContext context) {
    return SelectSets.isSelect(wait.thread())
        ? new SelectSets(wait.thread(), context).ignored()
        : List.of();
  }

  /** Data that were reported by an edge-triggered epoll and not read are not reported again. */
  static String edgeTriggered(WaitCase it) {
    return it.isStuck()
            && it.ring().stream()
                .anyMatch(wait -> !EpollSets.unread(wait.thread(), it.context()).isEmpty())
        ? "With EPOLLET, read until EAGAIN before the next epoll_wait."
        : null;
  }

  /** All that an epoll instance watched was reported once. */
  static String disarmed(WaitCase it) {
    return it.isStuck()
            && it.ring().stream()
                .map(wait -> EpollSets.of(wait.thread(), it.context()))
                .anyMatch(
                    epoll ->
                        epoll != null && epoll.targets().stream().anyMatch(EpollSets::isDisarmed))
        ? "With EPOLLONESHOT, rearm the descriptor after each event: epoll_ctl with EPOLL_CTL_MOD."
        : null;
  }

  /** The sets of a select are empty, and it has no timeout. */
  static String emptySets(WaitCase it) {
    WaitCondition wait = it.self();
    if (!SelectSets.isSelect(wait.thread()) || wait.timeout() != null) {
      return null;
    }
    SelectSets sets = new SelectSets(wait.thread(), it.context());
    return sets.nfds() > 0 && sets.watched() != null && sets.watched().isEmpty()
        ? "select leaves only the ready descriptors in its sets: fill the sets again before each call."
        : null;
  }
}

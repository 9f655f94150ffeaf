package ipcsh.scenario;

import ipcsh.handle.InternalWaits;
import ipcsh.handle.Role;
import ipcsh.handle.ThreadProbe;
import ipcsh.handle.UnsharedObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until nothing more happens without input: every party is idle, waits for a turn, or sleeps,
 * in the kernel or until another party acts. A sleeping one must have been found asleep several
 * times without having run in between, over some {@value #AT_LEAST} ms; who tries again and again
 * must have tried in vain since the last time that anything else happened.
 *
 * <p>That is evidence, no proof: what the kernel itself does later, of which nobody who sleeps
 * shows anything, comes when all has settled. An acknowledgement that TCP delays (40 ms, while
 * Nagle's algorithm has the sender's next bytes wait for it), a retransmission (200 ms and more), a
 * timer that somebody has set are such. A scenario in which the order depends on one waits for it
 * by {@code eventually}, or sets TCP_NODELAY.
 */
final class QuiescenceDetector {
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long LONG_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(5);

  /** So many looks, a pause apart, must find the same. */
  private static final int LOOKS = 5;

  private static final int AT_LEAST = 10;

  /** A try that began before what happened last says nothing. */
  private static final int TRIES = 2;

  private final BackgroundActivity surroundings;
  private final UnsharedObserver unshared;
  private final InternalWaits waits;
  private final Map<Participant, ThreadProbe> last = new HashMap<>();

  QuiescenceDetector(BackgroundActivity surroundings) {
    this.surroundings = surroundings;
    this.unshared = surroundings.unshared();
    this.waits = surroundings.waits();
  }

  /** All that was seen in one round. */
  private record Round(List<String> evidence, boolean sleeps, Map<Integer, Long> tries) {
    boolean isLike(Round other) {
      return other != null && evidence.equals(other.evidence);
    }

    boolean hasTriedSince(Round first) {
      return tries.entrySet().stream()
          .allMatch(each -> each.getValue() - first.tries.getOrDefault(each.getKey(), 0L) >= TRIES);
    }
  }

  /** The call in which a participant was found blocked, or null. */
  String callOf(Participant participant) {
    ThreadProbe look = last.get(participant);
    return look == null ? null : look.call();
  }

  /**
   * Waits.
   *
   * @param evaluator runs the scenario's own entries, null where they are over
   * @param meanwhile is done again and again
   */
  void await(List<Participant> all, Thread evaluator, Participant own, Runnable meanwhile)
      throws InterruptedException {
    Round first = null;
    int alike = 0;
    long busy = PAUSE;
    while (true) {
      meanwhile.run();
      Round now = round(all, evaluator, own);
      if (now == null) {
        first = null;
        pause(busy);
        // who computes needs the processor more than who looks
        busy = Math.min(busy * 2, LONG_PAUSE);
        continue;
      }
      busy = PAUSE;
      if (!now.sleeps && now.tries.isEmpty()) {
        return;
      }
      if (now.isLike(first)) {
        alike++;
      } else {
        first = now;
        alike = 0;
      }
      if (alike >= LOOKS && now.hasTriedSince(first)) {
        return;
      }
      pause(LONG_PAUSE);
    }
  }

  /** If all wait for each other: nothing to do for a moment. */
  void rest() throws InterruptedException {
    pause(REST);
  }

  private static void pause(long nanos) throws InterruptedException {
    LockSupport.parkNanos(nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** What all of them are doing; null if one is active. */
  private Round round(List<Participant> all, Thread evaluator, Participant own)
      throws InterruptedException {
    List<ThreadProbe> looks = new ArrayList<>();
    for (Participant each : all) {
      ThreadProbe look = ThreadProbe.IDLE;
      if (each.wanted() == null && each != own && !BackgroundActivity.isUnseen(each.role())) {
        look = each.role().look(unshared);
      } else if (each == own && own.wanted() == null && evaluator != null) {
        look = evaluator.isAlive() ? unshared.at(evaluator, waits) : ThreadProbe.IDLE;
      }
      last.put(each, look);
      looks.add(look);
    }
    for (Role role : surroundings.roles()) {
      boolean seen = !BackgroundActivity.isUnseen(role);
      if (seen && all.stream().noneMatch(known -> known.role() == role)) {
        looks.add(role.look(unshared));
      }
    }
    looks.addAll(surroundings.jobs());
    looks.addAll(surroundings.programs());
    List<String> evidence = new ArrayList<>();
    Map<Integer, Long> tries = new HashMap<>();
    boolean sleeps = false;
    for (ThreadProbe look : looks) {
      if (look.isRunning()) {
        return null;
      }
      if (look.state() == ThreadProbe.State.TRIES) {
        tries.put(evidence.size(), look.tries());
      }
      sleeps |= !look.evidence().isEmpty() && !look.evidence().startsWith("waits for ");
      evidence.add(look.evidence());
    }
    return new Round(evidence, sleeps, tries);
  }
}

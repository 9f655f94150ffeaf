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
 * Waits until nothing more happens without input: every participant is idle, waits for a turn, or
 * is asleep, in the kernel or until another participant acts. A sleeping one must have been found
 * asleep several times without having run in between, over some {@value #AT_LEAST} ms; one that
 * polls must have polled in vain since the last time that anything else happened.
 *
 * <p>That is evidence, not proof: events that the kernel causes later on its own, of which sleeping
 * threads show nothing, come after everything has settled. Examples are an acknowledgement delayed
 * by TCP (40 ms, while Nagle's algorithm delays the sender's next bytes), a retransmission (200 ms
 * and more), a timer. A scenario whose order depends on one waits for it with {@code eventually},
 * or sets TCP_NODELAY.
 */
final class QuiescenceDetector {
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long LONG_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(5);

  /** The number of consecutive looks that must find the same. */
  private static final int LOOKS = 5;

  private static final int AT_LEAST = 10;

  /** The number of polls required: one that began before the last event does not count. */
  private static final int TRIES = 2;

  private final BackgroundActivity surroundings;
  private final UnsharedObserver unshared;
  private final InternalWaits waits;
  private final Map<Participant, ThreadProbe> last = new HashMap<>();
  private final List<Role> seen = new ArrayList<>();

  QuiescenceDetector(BackgroundActivity surroundings) {
    this.surroundings = surroundings;
    this.unshared = surroundings.unshared();
    this.waits = surroundings.waits();
  }

  /** The result of one round of looks. */
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
   * The roles that were not busy with a hidden block when all had settled. Later is too late to
   * ask: a role may have just ended one such block, and be about to begin the next.
   */
  List<Role> seen() {
    return List.copyOf(seen);
  }

  /**
   * Waits.
   *
   * @param evaluator the thread that runs the scenario's own entries, null if they have ended
   * @param meanwhile is run repeatedly
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
        // computing threads need the processor, so looks become less frequent
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

  /** If all wait for each other: waits a moment. */
  void rest() throws InterruptedException {
    pause(REST);
  }

  private static void pause(long nanos) throws InterruptedException {
    LockSupport.parkNanos(nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** The states of all; null if one is active. */
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
    seen.clear();
    for (Role role : surroundings.roles()) {
      if (!BackgroundActivity.isUnseen(role)) {
        seen.add(role);
        if (all.stream().noneMatch(known -> known.role() == role)) {
          looks.add(role.look(unshared));
        }
      }
    }
    if (hasGoneOn(evaluator, last.get(own))) {
      return null;
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
      sleeps |= !look.evidence().isEmpty() && !waitsForABlock(look);
      evidence.add(look.evidence());
    }
    return new Round(evidence, sleeps, tries);
  }

  private static boolean waitsForABlock(ThreadProbe look) {
    return look.evidence().startsWith("waits for ");
  }

  /** Whether the block for which it was found waiting has ended while others were looked at. */
  private boolean hasGoneOn(Thread evaluator, ThreadProbe found) throws InterruptedException {
    return evaluator != null
        && waitsForABlock(found)
        && !unshared.at(evaluator, waits).evidence().equals(found.evidence());
  }
}

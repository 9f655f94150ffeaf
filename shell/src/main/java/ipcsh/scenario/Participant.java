package ipcsh.scenario;

import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.scenario.ScenarioView.Lane;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A party of a scenario that has a prompt: a role, or the scenario itself. What it does is kept
 * here until its time has come to be shown; where it wants to go on it waits here for its turn.
 */
final class Participant {
  /**
   * The wish to go on.
   *
   * @param order the smallest goes first
   * @param text what is typed then, null for nothing
   */
  record Turn(long order, String text, CountDownLatch given) {}

  /**
   * Something to be shown.
   *
   * @param late whether it is what it is only when all has settled
   */
  private record Event(boolean late, Consumer<ScenarioView> shown) {}

  private final Role role;
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private Lane lane;
  private volatile Turn wanted;
  private volatile boolean givenUp;
  private boolean typed;
  private String shownCall;
  private boolean ended;
  private long expiredBefore;
  private volatile Pending timedOut;

  /** A role, or null for the scenario itself. */
  Participant(Role role) {
    this.role = role;
  }

  Role role() {
    return role;
  }

  Lane lane() {
    return lane;
  }

  void appears(Lane itsLane) {
    lane = itsLane;
  }

  /** Waits, on its own thread, until it may go on. */
  void await(long order, String text) throws InterruptedException {
    Turn turn = new Turn(order, text, new CountDownLatch(1));
    wanted = turn;
    turn.given.await();
    if (givenUp) {
      throw new InterruptedException("the scenario has ended");
    }
  }

  /** Ends its waiting: there is no next turn. */
  void giveUp() {
    givenUp = true;
    Turn turn = wanted;
    if (turn != null) {
      turn.given.countDown();
    }
  }

  /** What it wants, or null. */
  Turn wanted() {
    return wanted;
  }

  /** Lets it go on. */
  void go() {
    Turn turn = wanted;
    wanted = null;
    typed = turn.text != null;
    shownCall = null;
    turn.given.countDown();
  }

  /** Something to be shown when its time has come. */
  void does(Consumer<ScenarioView> event) {
    events.add(new Event(false, event));
  }

  /** The same, which is looked at only when all has settled. */
  void doesLate(Consumer<ScenarioView> event) {
    events.add(new Event(true, event));
  }

  /** Shows what there is, up to what is to be shown late. */
  void showSoFar(ScenarioView show) {
    for (Event next = events.peek(); next != null && !next.late; next = events.peek()) {
      events.remove().shown.accept(show);
    }
  }

  /** Shows all that there is. */
  void show(ScenarioView show) {
    for (Event next = events.poll(); next != null; next = events.poll()) {
      next.shown.accept(show);
    }
    timedOut = null;
  }

  /** Begins an entry, after so many calls whose time was up. */
  void begins(long expired) {
    expiredBefore = expired;
  }

  /** Ends an entry of a block. */
  void ends(long expired, Pending block) {
    timedOut = expired > expiredBefore ? block : null;
  }

  /**
   * Whether it went on just because its time was up, which may have been at any moment, and nobody
   * has asked for it yet.
   */
  boolean wentOnByItself() {
    Pending block = timedOut;
    return block != null && !block.isCollected();
  }

  /** Its entry is over. */
  void over() {
    typed = false;
  }

  /** Whether it is news that what was typed here is blocked in this call. */
  boolean isNews(String call) {
    boolean news = typed && lane != null && call != null && !call.equals(shownCall);
    shownCall = news ? call : shownCall;
    return news;
  }

  /** Whether it is news that it has ended. */
  boolean ends() {
    boolean news = !ended;
    ended = true;
    return news;
  }
}

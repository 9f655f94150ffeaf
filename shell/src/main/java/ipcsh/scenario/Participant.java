package ipcsh.scenario;

import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.scenario.ScenarioView.Lane;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A participant of a scenario that has a prompt: a role, or the scenario itself. Its events are
 * kept here until it is time to show them; before it continues it waits here for its turn.
 */
final class Participant {
  /**
   * A request to continue.
   *
   * @param order the smallest is first
   * @param text the text to be typed, null for none
   * @param given counted down when the turn is given
   */
  record Turn(long order, String text, CountDownLatch given) {}

  /**
   * An event to be shown.
   *
   * @param late whether it is final only after everything has settled
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

  /** Waits on its own thread until it may continue. */
  void await(long order, String text) throws InterruptedException {
    Turn turn = new Turn(order, text, new CountDownLatch(1));
    wanted = turn;
    turn.given.await();
    if (givenUp) {
      throw new InterruptedException("the scenario has ended");
    }
  }

  /** Ends the wait: there is no next turn. */
  void giveUp() {
    givenUp = true;
    Turn turn = wanted;
    if (turn != null) {
      turn.given.countDown();
    }
  }

  /** Its request, or null. */
  Turn wanted() {
    return wanted;
  }

  /** Lets it continue. */
  void go() {
    Turn turn = wanted;
    wanted = null;
    typed = turn.text != null;
    shownCall = null;
    turn.given.countDown();
  }

  /** Adds an event. */
  void does(Consumer<ScenarioView> event) {
    events.add(new Event(false, event));
  }

  /** Adds an event that is evaluated only after everything has settled. */
  void doesLate(Consumer<ScenarioView> event) {
    events.add(new Event(true, event));
  }

  /** Shows the events so far, up to the first late one. */
  void showSoFar(ScenarioView show) {
    for (Event next = events.peek(); next != null && !next.late; next = events.peek()) {
      events.remove().shown.accept(show);
    }
  }

  /** Shows all events. */
  void show(ScenarioView show) {
    for (Event next = events.poll(); next != null; next = events.poll()) {
      next.shown.accept(show);
    }
    timedOut = null;
  }

  /** Begins an entry; {@code expired} is the number of timeouts so far. */
  void begins(long expired) {
    expiredBefore = expired;
  }

  /** Ends an entry of a block; {@code expired} is the number of timeouts so far. */
  void ends(long expired, Pending block) {
    timedOut = expired > expiredBefore ? block : null;
  }

  /**
   * Whether it continued only because of a timeout, which may have expired at any moment, and its
   * result has not been taken yet.
   */
  boolean wentOnByItself() {
    Pending block = timedOut;
    return block != null && !block.isCollected();
  }

  /** Its entry has ended. */
  void over() {
    typed = false;
  }

  /** Whether it has not been shown yet that its entry is blocked in this call. */
  boolean isNews(String call) {
    boolean news = typed && lane != null && call != null && !call.equals(shownCall);
    shownCall = news ? call : shownCall;
    return news;
  }

  /** Whether its end has not been shown yet. */
  boolean ends() {
    boolean news = !ended;
    ended = true;
    return news;
  }
}

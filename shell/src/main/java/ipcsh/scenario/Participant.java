package ipcsh.scenario;

import ipcsh.handle.Role;
import ipcsh.scenario.Show.Lane;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Somebody in a scenario who has a prompt: a role, or the scenario itself. What it does is kept
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

  private final Role role;
  private final Queue<Consumer<Show>> events = new ConcurrentLinkedQueue<>();
  private Lane lane;
  private volatile Turn wanted;
  private boolean typed;
  private String shownCall;
  private boolean ended;

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
  void does(Consumer<Show> event) {
    events.add(event);
  }

  /** Shows what there is. */
  boolean show(Show show) {
    boolean any = false;
    for (Consumer<Show> next = events.poll(); next != null; next = events.poll()) {
      any = true;
      next.accept(show);
    }
    return any;
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

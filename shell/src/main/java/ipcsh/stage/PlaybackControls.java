package ipcsh.stage;

import ipcsh.scenario.ScenarioView;
import ipcsh.stage.StageSettings.Pace;
import java.util.List;

/**
 * The playback state controlled by the audience: speed, pauses, position. The runner's thread calls
 * it to let time pass; keys are handled by another thread. Everything, including the picture, is
 * guarded by this object's monitor.
 */
final class PlaybackControls {

  /** Without any delay. */
  static final double MOST = Double.POSITIVE_INFINITY;

  private static final List<Double> SPEEDS =
      List.of(0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, MOST);

  private final Clock clock;
  private Runnable changed = () -> {};
  private Runnable wake = () -> {};
  private Pace pace;
  private double speed;

  private boolean inside;
  private boolean paused;
  private boolean helping;
  private boolean waiting;
  private boolean typing;
  private boolean over;

  /** Whether the current pause, or the current typing, is to be cut short. */
  private boolean hurry;

  private boolean gone;
  private int strokes;
  private RuntimeException wish;

  private int chapter;
  private boolean played;
  private boolean skipping;
  private int silentUntil;

  PlaybackControls(Clock clock, Pace pace, double speed) {
    this.clock = clock;
    this.pace = pace;
    this.speed = speed;
  }

  /**
   * Sets an action that is called, with the monitor held, when a key has changed something visible.
   */
  void whenChanged(Runnable repaint) {
    changed = repaint;
  }

  /** Suppresses output until this chapter begins. */
  synchronized void silentUntil(int itsChapter) {
    silentUntil = itsChapter;
  }

  synchronized void whenWanted(Runnable itsWake) {
    wake = itsWake;
  }

  Pace pace() {
    return pace;
  }

  double speed() {
    return speed;
  }

  boolean isPaused() {
    return paused;
  }

  boolean isHelping() {
    return helping;
  }

  /** Whether an entry is waiting for a key. */
  boolean isWaiting() {
    return waiting;
  }

  boolean isSkipping() {
    return skipping;
  }

  boolean isOver() {
    return over;
  }

  /** Whether output is suppressed, because the audience has seen it already. */
  boolean isSilent() {
    return chapter < silentUntil;
  }

  int chapter() {
    return chapter;
  }

  // --- called by the runner's thread ---

  /** Something new begins; a request to hurry was for the previous step. */
  synchronized void begins() {
    checkRequest();
    hurry = false;
  }

  synchronized void chapterBegins() {
    begins();
    chapter++;
    played = false;
    skipping = false;
  }

  /** The scenario has ended; waits for a request of the audience. */
  synchronized void ends(boolean somebodyThere) {
    begins();
    skipping = false;
    silentUntil = 0;
    over = true;
    changed.run();
    while (somebodyThere) {
      checkRequest();
      idle();
    }
  }

  /** Waits for this time at normal speed. */
  synchronized void rest(long nanos) {
    double left = nanos;
    while (true) {
      checkRequest();
      if (isHurried()) {
        return;
      }
      if (paused) {
        idle();
      } else if (left < 1) {
        return;
      } else {
        double then = speed;
        long before = clock.now();
        pass(Math.max(1, (long) (left / then)));
        left -= (clock.now() - before) * then;
      }
    }
  }

  /** The typing of an entry begins. */
  synchronized void typingBegins() {
    begins();
    played = true;
    strokes = 0;
    typing = true;
  }

  /**
   * Waits until the next character is to be shown, which takes this long at normal speed; false if
   * it is to be shown together with the next one, without a delay.
   */
  synchronized boolean awaitStroke(long nanos) {
    if (nanos == 0 || isHurried()) {
      checkRequest();
      return false;
    }
    if (pace != Pace.TYPE) {
      rest(nanos);
      return !isHurried();
    }
    while (strokes == 0 && pace == Pace.TYPE && !isHurried()) {
      checkRequest();
      idle();
    }
    strokes = Math.max(0, strokes - 1);
    return !isHurried();
  }

  /** Whether waits are skipped, unless it is paused. */
  private boolean isHurried() {
    return hurry || skipping || isSilent() || speed == MOST && pace != Pace.TYPE && !paused;
  }

  /** The entry is typed; waits until it may run. */
  synchronized void awaitEnter(long nanos) {
    typing = false;
    begins();
    if (pace == Pace.PLAY) {
      rest(nanos);
      return;
    }
    gone = false;
    waiting = !skipping && !isSilent();
    if (waiting) {
      changed.run();
    }
    try {
      while (!gone && pace != Pace.PLAY && !skipping && !isSilent()) {
        checkRequest();
        idle();
      }
    } finally {
      waiting = false;
    }
  }

  /** Throws the audience's request; the interrupt that signalled it is cleared. */
  synchronized void checkRequest() {
    if (wish == null) {
      return;
    }
    RuntimeException wanted = wish;
    wish = null;
    Thread.interrupted();
    if (wanted instanceof ScenarioView.BackTo back) {
      restart(back.chapter());
    }
    throw wanted;
  }

  private void restart(int until) {
    silentUntil = until;
    chapter = 0;
    played = false;
    skipping = false;
    over = false;
    typing = false;
    hurry = false;
  }

  private void pass(long nanos) {
    inside = true;
    try {
      clock.pass(this, nanos);
    } catch (InterruptedException e) {
      checkRequest();
      throw new ScenarioView.Left();
    } finally {
      inside = false;
    }
  }

  private void idle() {
    inside = true;
    try {
      clock.idle(this);
    } catch (InterruptedException e) {
      checkRequest();
      throw new ScenarioView.Left();
    } finally {
      inside = false;
    }
  }

  // --- called by the thread that reads keys ---

  /** Handles a key. */
  synchronized void press(Key key) {
    if (key == Key.CTRL_C) {
      leave();
    } else if (helping) {
      helping = false;
    } else if (over) {
      atEnd(key);
    } else if (pace == Pace.TYPE) {
      type(key);
    } else {
      command(key);
    }
    changed.run();
    notifyAll();
  }

  /** The audience quits. */
  synchronized void leave() {
    wants(new ScenarioView.Left());
    notifyAll();
  }

  private void atEnd(Key key) {
    switch (key) {
      case ENTER, SPACE, Q -> leave();
      case B, LEFT, PAGE_UP -> back();
      case QUESTION -> helping = true;
      default -> {}
    }
  }

  private void type(Key key) {
    switch (key) {
      case LEFT, PAGE_UP -> back();
      case PAGE_DOWN -> skip();
      case RIGHT -> hurry = true;
      default -> {
        if (waiting) {
          gone = key == Key.ENTER;
        } else if (typing) {
          strokes++;
        } else {
          hurry = true;
        }
      }
    }
  }

  private void command(Key key) {
    boolean stepping = pace == Pace.STEP;
    switch (key) {
      case ENTER -> goOn();
      case SPACE -> {
        if (stepping) {
          goOn();
        } else {
          paused = !paused;
        }
      }
      case P -> paused = !paused;
      case RIGHT -> {
        if (stepping) {
          skip();
        } else {
          goOn();
        }
      }
      case N, PAGE_DOWN -> skip();
      case B, LEFT, PAGE_UP -> back();
      case C -> {
        pace = Pace.PLAY;
        paused = false;
      }
      case S -> pace = Pace.STEP;
      case PLUS -> speed = faster();
      case MINUS -> speed = slower();
      case Q -> leave();
      case QUESTION -> helping = true;
      default -> {}
    }
  }

  private void goOn() {
    paused = false;
    if (waiting) {
      gone = true;
    } else {
      hurry = true;
    }
  }

  private void skip() {
    paused = false;
    skipping = true;
  }

  private void back() {
    int here = isSilent() ? silentUntil : chapter;
    boolean again = !isSilent() && (played || over);
    paused = false;
    wants(new ScenarioView.BackTo(Math.max(0, again ? here : here - 1)));
  }

  private void wants(RuntimeException what) {
    wish = what;
    if (!inside) {
      wake.run();
    }
  }

  private double faster() {
    return SPEEDS.stream().filter(each -> each > speed).findFirst().orElse(MOST);
  }

  private double slower() {
    return SPEEDS.stream()
        .filter(each -> each < speed)
        .reduce((lower, higher) -> higher)
        .orElse(SPEEDS.get(0));
  }
}

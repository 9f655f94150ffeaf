package ipcsh.stage;

import ipcsh.command.WatchedView;
import ipcsh.draw.Subject;
import java.io.IOError;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.NonBlockingReader;

/**
 * Shows a view on the alternate screen of a terminal, which is left at the end. One thread
 * inspects, one paints, and the caller reads keys: quitting waits for neither.
 */
public final class WatchScreen {
  /**
   * How long to wait for a key, or for something to paint, before checking whether time alone has
   * changed the picture, or it has ended; in milliseconds.
   */
  private static final long WAIT = 200;

  /**
   * The interval between looks while nothing changes, unless a shorter one than usual was chosen.
   */
  private static final Duration RARELY = Duration.ofSeconds(1);

  private static final Duration USUAL = Duration.ofMillis(200);

  /**
   * How long to wait for the other threads at the end, in milliseconds; they end by themselves a
   * little later.
   */
  private static final long TO_END = 50;

  private final Terminal terminal;
  private final WatchedView watching;
  private final WatchView view;
  private final int colors;
  private final AtomicReference<Subject> looked = new AtomicReference<>();
  private final AtomicReference<String> failed = new AtomicReference<>();
  private final Queue<Key> keys = new ConcurrentLinkedQueue<>();

  /** What the painting thread has to see to, counted: keys, looks, another size. */
  private final Semaphore events = new Semaphore(0);

  private volatile RuntimeException atFirst;
  private volatile boolean ended;
  private volatile boolean resized;

  private WatchScreen(Terminal terminal, boolean color, WatchedView watching) {
    this.terminal = terminal;
    this.watching = watching;
    this.colors = color ? AlternateScreen.colors(terminal) : 0;
    this.view = new WatchView(new Palette(color), watching);
  }

  /** Whether the terminal can show it. */
  public static boolean isPossible(Terminal terminal) {
    return AlternateScreen.isPossible(terminal);
  }

  /** Shows it until the user quits, or the terminal is closed. */
  public static void show(Terminal terminal, boolean color, WatchedView watching) {
    new WatchScreen(terminal, color, watching).show();
  }

  private void show() {
    Thread looker = daemon(this::look, "watch");
    SignalHandler resizing = terminal.handle(Signal.WINCH, signal -> resize());
    SignalHandler interrupting = terminal.handle(Signal.INT, signal -> ended = true);
    try (AlternateScreen screen = new AlternateScreen(terminal, () -> ended = true)) {
      Thread painter = daemon(() -> paint(screen), "paint");
      looker.start();
      painter.start();
      try {
        readKeys();
      } finally {
        ended = true;
        end(looker);
        end(painter);
      }
    } finally {
      terminal.handle(Signal.WINCH, resizing);
      terminal.handle(Signal.INT, interrupting);
    }
    if (atFirst != null) {
      // to be reported on the main screen
      throw atFirst;
    }
  }

  private void resize() {
    resized = true;
    events.release();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join(TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Inspects repeatedly, and leaves the result for the painting thread. While nothing changes it
   * looks rarely: a shell that does something new wakes it.
   */
  private void look() {
    try {
      looked.set(watching.look());
      events.release();
    } catch (RuntimeException e) {
      atFirst = ended ? null : e;
      ended = true;
    }
    try {
      while (!ended) {
        long begun = System.nanoTime();
        if (!view.isFrozen()) {
          try {
            looked.set(watching.look());
            failed.set(null);
          } catch (RuntimeException e) {
            failed.set(e.getMessage());
          }
          events.release();
        }
        Duration pause = view.every();
        if (view.isQuiet() && pause.compareTo(USUAL) >= 0 && pause.compareTo(RARELY) < 0) {
          pause = RARELY;
        }
        long passed = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        watching.rest(Duration.ofMillis(Math.max(1, pause.toMillis() - passed)));
      }
    } catch (InterruptedException atTheEnd) {
      // nothing to do
    } finally {
      watching.leaveThread();
    }
  }

  /** Handles keys, and paints changes. */
  private void paint(AlternateScreen screen) {
    Painter painter = new Painter(colors);
    boolean begun = false;
    try {
      while (!ended) {
        if (events.tryAcquire(WAIT, TimeUnit.MILLISECONDS) && keys.isEmpty()) {
          events.drainPermits();
        }
        Key key = keys.poll();
        if (key == Key.R) {
          painter = new Painter(colors);
        }
        if (key != null) {
          ended |= view.press(key);
          watching.wake();
        }
        Subject next = looked.getAndSet(null);
        if (next != null) {
          begun = true;
          view.look(next);
        }
        view.failed(failed.get());
        view.judged(watching.verdict());
        if (view.hasStirred()) {
          watching.wake();
        }
        if (begun && keys.isEmpty() && (resized || view.isStale())) {
          resized = false;
          screen.write(painter.paint(view.draw(AlternateScreen.size(terminal))));
        }
      }
    } catch (InterruptedException atTheEnd) {
      // nothing to do
    }
  }

  private void readKeys() {
    BindingReader reader = new BindingReader(terminal.reader());
    KeyMap<Key> map = Keyboard.map();
    try {
      while (!ended) {
        int coming = reader.peekCharacter(WAIT);
        if (coming == NonBlockingReader.READ_EXPIRED) {
          continue;
        }
        Key key = coming == NonBlockingReader.EOF ? null : reader.readBinding(map);
        if (key == null) {
          return;
        }
        if (view.endsAtOnce(key)) {
          ended = true;
        } else {
          keys.add(key);
          events.release();
        }
      }
    } catch (EndOfFileException | IOError terminalIsGone) {
      // the watch has ended
    }
  }
}

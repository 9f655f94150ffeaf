package ipcsh.stage;

import ipcsh.command.Watching;
import ipcsh.draw.Subject;
import java.io.IOError;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.NonBlockingReader;

/**
 * Shows what is watched on a terminal: another screen, which is given back at the end. One thread
 * looks, and the one that calls reads keys and paints.
 */
public final class WatchScreen {
  /** So long a key is waited for, until it is seen whether there is something to paint. */
  private static final long WAIT = 40;

  private static final long SECOND = 1000;

  private final Terminal terminal;
  private final Watching watching;
  private final WatchView view;
  private final int colors;
  private final AtomicReference<Subject> looked = new AtomicReference<>();
  private final AtomicReference<String> failed = new AtomicReference<>();
  private volatile boolean ended;
  private volatile boolean resized;

  private WatchScreen(Terminal terminal, boolean color, Watching watching) {
    this.terminal = terminal;
    this.watching = watching;
    this.colors = color ? Curtain.colors(terminal) : 0;
    this.view = new WatchView(new Palette(color), watching);
  }

  /** Whether it can be shown there. */
  public static boolean isPossible(Terminal terminal) {
    return Curtain.isPossible(terminal);
  }

  /** Shows it until somebody has seen enough, or the terminal is there no more. */
  public static void show(Terminal terminal, boolean color, Watching watching) {
    new WatchScreen(terminal, color, watching).show();
  }

  private void show() {
    // what goes wrong at once is said on the old screen
    view.look(watching.look());
    Thread looker = new Thread(this::look, "watch");
    looker.setDaemon(true);
    SignalHandler resizing = terminal.handle(Signal.WINCH, signal -> resized = true);
    SignalHandler interrupting = terminal.handle(Signal.INT, signal -> ended = true);
    try (Curtain curtain = new Curtain(terminal, () -> ended = true)) {
      looker.start();
      run(curtain);
    } finally {
      ended = true;
      terminal.handle(Signal.WINCH, resizing);
      terminal.handle(Signal.INT, interrupting);
      end(looker);
    }
  }

  private static void end(Thread looker) {
    looker.interrupt();
    try {
      looker.join(SECOND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks again and again, and leaves what it saw for who paints. */
  private void look() {
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
        }
        long passed = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        Thread.sleep(Math.max(1, view.every().toMillis() - passed));
      }
    } catch (InterruptedException atTheEnd) {
      // there is nothing to do any more
    } finally {
      watching.leaveThread();
    }
  }

  private void run(Curtain curtain) {
    BindingReader reader = new BindingReader(terminal.reader());
    KeyMap<Key> keys = Keyboard.map();
    Painter painter = new Painter(colors);
    try {
      while (!ended) {
        Subject next = looked.getAndSet(null);
        if (next != null) {
          view.look(next);
        }
        view.failed(failed.get());
        if (resized || view.isStale()) {
          resized = false;
          curtain.write(painter.paint(view.draw(Curtain.size(terminal))));
        }
        int coming = reader.peekCharacter(WAIT);
        if (coming == NonBlockingReader.READ_EXPIRED) {
          continue;
        }
        Key key = coming == NonBlockingReader.EOF ? null : reader.readBinding(keys);
        if (key == null) {
          return;
        }
        if (key == Key.R) {
          painter = new Painter(colors);
        }
        ended |= view.press(key);
      }
    } catch (EndOfFileException | IOError terminalIsGone) {
      // then nobody watches
    }
  }
}

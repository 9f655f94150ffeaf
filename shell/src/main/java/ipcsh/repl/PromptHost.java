package ipcsh.repl;

import ipcsh.command.AbstractHost;
import ipcsh.command.Context;
import ipcsh.command.Gauges;
import ipcsh.command.Preferences;
import ipcsh.command.WatchedView;
import ipcsh.handle.Role;
import ipcsh.handle.UsageException;
import ipcsh.peer.Peer;
import ipcsh.record.Recorder;
import ipcsh.sys.text.EscapedText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.terminal.Terminal;

/**
 * The host of commands at a prompt. Created before the terminal is opened, because the session
 * needs it.
 */
public final class PromptHost extends AbstractHost {
  private volatile PromptScreen screen;
  private final TmuxPanes panes = new TmuxPanes(System.getenv());
  private volatile SharedHistory history;
  private volatile Preferences preferences;
  private volatile Player player;
  private volatile Recorder recorder;
  private volatile WatchedOn watchedOn;
  private volatile boolean forAnother;
  private final AtomicReference<Peer> attached = new AtomicReference<>();

  void attach(PromptScreen itsScreen, SharedHistory itsHistory, Player itsPlayer, Preferences its) {
    preferences = its;
    screen = itsScreen;
    history = itsHistory;
    player = itsPlayer;
  }

  /** Sets the recorder of the terminal. */
  public void recordedBy(Recorder itsRecorder) {
    recorder = itsRecorder;
  }

  /** Shows a view on a terminal. */
  public interface WatchedOn {
    /** Shows it until the user quits. */
    void show(Terminal terminal, boolean color, WatchedView watching);
  }

  /** Sets the implementation of {@code watch}. */
  public void watchedOn(WatchedOn itsWatchedOn) {
    watchedOn = itsWatchedOn;
  }

  /** Sets whether the current line was typed in another shell. */
  void runsForAnother(boolean does) {
    forAnother = does;
  }

  private void expectPrompt(String what) {
    if (forAnother) {
      throw new UsageException(what + " works only at that shell's own prompt");
    }
  }

  /** The shell to attach to, or null; returned once. */
  Peer takeAttached() {
    return attached.getAndSet(null);
  }

  @Override
  public void attach(Peer peer) {
    if (forAnother) {
      peer.close();
    }
    expectPrompt("attach");
    Peer before = attached.getAndSet(peer);
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void clear() {
    if (!forAnother) {
      screen.clear();
    }
  }

  /** An additional hint for an entry that failed, or null. */
  String advice(String entry, Throwable error) {
    return panes.advice(entry, error);
  }

  @Override
  public void narrate(String line) {
    screen.narration(EscapedText.lines(line));
  }

  @Override
  public void show(Object value) {
    screen.line(screen.rendered(value));
  }

  @Override
  public void printed(Role role, String line) {
    screen.line(role.getName() + ": " + EscapedText.lines(line));
  }

  @Override
  public void report(String line) {
    screen.report(line);
  }

  @Override
  public List<String> history() {
    List<String> typed = history.typed();
    // without the entry that requests the list
    return typed.isEmpty() ? typed : typed.subList(0, typed.size() - 1);
  }

  @Override
  public Preferences preferences() {
    expectPrompt("settings");
    return preferences;
  }

  @Override
  public Optional<Recorder> recorder() {
    return Optional.ofNullable(recorder);
  }

  @Override
  public void watch(WatchedView watching) {
    expectPrompt("watch");
    screen.lend((terminal, color) -> watchedOn.show(terminal, color, watching));
  }

  @Override
  public String newShell(String name) {
    expectPrompt("newshell");
    return panes.open(name);
  }

  @Override
  public void gauges(Gauges gauges) {
    expectPrompt("gauges");
    screen.gauges(gauges);
  }

  @Override
  public void play(Path script, Context context) {
    expectPrompt("a lesson");
    player.play(script, context);
  }
}

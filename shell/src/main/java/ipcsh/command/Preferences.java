package ipcsh.command;

import ipcsh.draw.ThemeChoice;

/**
 * The settings of a prompt that its user may change while it runs. Whoever shows something asks for
 * the current value.
 */
public final class Preferences {
  /** The prompt: the name and the number of running background jobs. */
  public static final String PROMPT = "%n%j> ";

  /** The number of entries in the history. */
  public static final int HISTORY_SIZE = 10_000;

  /** When colours are used. */
  public enum ColorUse {
    /** On a terminal that has them, unless {@code NO_COLOR} is set. */
    AUTO,
    ALWAYS,
    NEVER
  }

  private volatile String prompt = PROMPT;
  private volatile ColorUse color = ColorUse.AUTO;
  private volatile ThemeChoice theme = ThemeChoice.AUTO;
  private volatile boolean pager = true;
  private volatile int historySize = HISTORY_SIZE;
  private volatile Runnable whenChanged = () -> {};

  /** Sets what is run after each change. */
  public void whenChanged(Runnable action) {
    whenChanged = action;
  }

  /** The prompt, in which %n, %j, %p, %w and %% stand for something. */
  public String prompt() {
    return prompt;
  }

  /** Sets the prompt. */
  public void prompt(String text) {
    prompt = text;
    whenChanged.run();
  }

  /** When colours are used. */
  public ColorUse color() {
    return color;
  }

  /** Sets when colours are used. */
  public void color(ColorUse use) {
    color = use;
    whenChanged.run();
  }

  /** The background for which colours are chosen. */
  public ThemeChoice theme() {
    return theme;
  }

  /** Sets the background for which colours are chosen. */
  public void theme(ThemeChoice choice) {
    theme = choice;
    whenChanged.run();
  }

  /** Whether output longer than the screen is paged. */
  public boolean pager() {
    return pager;
  }

  /** Sets whether output longer than the screen is paged. */
  public void pager(boolean does) {
    pager = does;
    whenChanged.run();
  }

  /** The number of entries in the history; with 0 nothing is kept in its file either. */
  public int historySize() {
    return historySize;
  }

  /** Sets the number of entries in the history. */
  public void historySize(int count) {
    historySize = count;
    whenChanged.run();
  }
}

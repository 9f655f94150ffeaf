package ipcsh.repl;

import java.util.HashMap;
import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * The line reader, with things of its own: the tip and the gauges below the line while somebody
 * types, and {@code ^C} behind a line that is given up.
 */
final class PromptReader extends LineReaderImpl {
  private static final int ROWS_FOR_TIP = 6;

  /** What the line reader colours by itself when it lists completions. */
  private static final List<String> COMPLETION_STYLES =
      List.of(
          COMPLETION_STYLE_STARTING,
          COMPLETION_STYLE_DESCRIPTION,
          COMPLETION_STYLE_GROUP,
          COMPLETION_STYLE_LIST_STARTING,
          COMPLETION_STYLE_LIST_DESCRIPTION,
          COMPLETION_STYLE_LIST_GROUP);

  private static final String INDENT = "  ";
  private static final String INTERRUPT_KEY = "\3";

  private final Tips tips;
  private final Runnable whenShown;
  private boolean shown;
  private boolean finishing;
  private volatile GaugeLine gauges;
  private volatile boolean givenUp;

  PromptReader(Terminal terminal, Known known, Settings settings, Runnable whenShown) {
    super(terminal, "ipcsh", new HashMap<>());
    this.tips = new Tips(known, settings.color());
    this.whenShown = whenShown;
    setParser(new EntryParser());
    setCompleter(new Completion(known));
    setHighlighter(new Highlights(known, settings.color()));
    setHistory(new SharedHistory(settings.history()));
    options();
    if (!settings.color()) {
      COMPLETION_STYLES.forEach(style -> setVariable(style, "default"));
    }
    getWidgets().put(LineReader.CALLBACK_INIT, this::begin);
    ExternalEditor editor = new ExternalEditor(this);
    getWidgets().put("edit-entry", editor::edit);
    getWidgets().put("mark-or-end", this::markOrEnd);
    getKeyMaps().get(EMACS).bind(new Reference("mark-or-end"), "\0");
    getWidgets().put("close-bracket", this::closeBracket);
    for (String map : List.of(EMACS, VIINS)) {
      getKeyMaps().get(map).bind(new Reference("close-bracket"), ")", "]", "}");
    }
    getWidgets().put("give-up", this::giveUp);
    for (String map : List.of(EMACS, VIINS, VICMD, VIOPP, VISUAL, MENU)) {
      getKeyMaps().get(map).bind(new Reference("give-up"), INTERRUPT_KEY);
    }
    for (String map : List.of(EMACS, VIINS)) {
      getKeyMaps().get(map).bind(new Reference("edit-entry"), KeyMap.translate("^X^E"));
    }
  }

  private void options() {
    setOpt(Option.DISABLE_EVENT_EXPANSION);
    setOpt(Option.CASE_INSENSITIVE);
    setOpt(Option.HISTORY_IGNORE_SPACE);
    setOpt(Option.HISTORY_IGNORE_DUPS);
    unsetOpt(Option.HISTORY_REDUCE_BLANKS);
    unsetOpt(Option.HISTORY_TIMESTAMPED);
    unsetOpt(Option.INSERT_TAB);
    unsetOpt(Option.COMPLETE_MATCHER_TYPO);
    setVariable(HISTORY_SIZE, 10_000);
    setVariable(INDENTATION, INDENT.length());
    setVariable(LIST_MAX, 200);
    setVariable(OTHERS_GROUP_NAME, "");
    setVariable(BELL_STYLE, "none");
  }

  /** Whether the line is still being typed, so that what helps with it is shown. */
  boolean isTyping() {
    return !finishing;
  }

  /** Ctrl-D that was typed ahead, while something ran, comes as a null character. */
  private boolean markOrEnd() {
    if (buf.length() > 0) {
      return setMarkCommand();
    }
    state = State.EOF;
    return true;
  }

  private boolean begin() {
    finishing = false;
    givenUp = false;
    Thread reading = Thread.currentThread();
    terminal.handle(
        Terminal.Signal.INT,
        signal -> {
          givenUp = true;
          reading.interrupt();
        });
    Terminal.SignalHandler resume = terminal.handle(Terminal.Signal.CONT, signal -> {});
    terminal.handle(
        Terminal.Signal.CONT,
        signal -> {
          resume.handle(signal);
          interruptByKey();
        });
    interruptByKey();
    return true;
  }

  /**
   * Lets Ctrl-C come as a key while somebody types: as a signal it would arrive at any time, and
   * what was typed behind it might be taken for what was typed before.
   */
  private void interruptByKey() {
    if (!isDumb()) {
      Attributes attributes = terminal.getAttributes();
      attributes.setControlChar(Attributes.ControlChar.VINTR, 0);
      terminal.setAttributes(attributes);
    }
  }

  /** A closing bracket; at the beginning of a line it takes back the indentation. */
  private boolean closeBracket() {
    String before = buf.upToCursor();
    String line = before.substring(before.lastIndexOf('\n') + 1);
    if (line.length() < before.length() && line.isBlank() && line.endsWith(INDENT)) {
      buf.backspace(INDENT.length());
    }
    return selfInsert();
  }

  private boolean giveUp() {
    givenUp = true;
    state = State.INTERRUPT;
    return true;
  }

  @Override
  public Binding readBinding(KeyMap<Binding> keys, KeyMap<Binding> local) {
    if (!shown) {
      shown = true;
      whenShown.run();
    }
    return super.readBinding(keys, local);
  }

  @Override
  public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
    AttributedString line = super.getDisplayedBufferWithPrompts(secondaryPrompts);
    boolean room = size.getRows() >= ROWS_FOR_TIP && size.getColumns() > 0;
    if (finishing || post != null || !room || isDumb()) {
      return line;
    }
    AttributedString tip = tip(buf.toString());
    GaugeLine below = gauges;
    AttributedString gauge = below == null ? null : below.at(size.getColumns());
    AttributedStringBuilder all = new AttributedStringBuilder().append(line);
    if (tip != null) {
      all.append("\n").append(tip);
    }
    if (gauge != null) {
      all.append("\n").append(gauge);
    }
    return all.toAttributedString();
  }

  /** Shows gauges below the line; null for none. */
  void gauges(GaugeLine itsGauges) {
    gauges = itsGauges;
  }

  /**
   * Draws the line again because of what stands below it. Not where somebody chooses among
   * completions, or an editor has the terminal: then it is drawn later.
   */
  void refresh() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      if (reading && !finishing) {
        redisplay();
      }
    } finally {
      lock.unlock();
    }
  }

  private AttributedString tip(String entry) {
    AtLine at = AtLine.of(entry);
    return at != null && buf.cursor() >= at.start()
        ? tips.at(at.line(), buf.cursor() - at.start(), size.getColumns())
        : tips.at(entry, buf.cursor(), size.getColumns());
  }

  private boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  @Override
  protected void doCleanup(boolean newLine) {
    finishing = true;
    if (givenUp && !isDumb()) {
      buf.cursor(buf.length());
      buf.write("^C");
    }
    super.doCleanup(newLine);
  }
}

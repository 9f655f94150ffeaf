package ipcsh.repl;

import ipcsh.draw.Glyph;
import ipcsh.language.Evaluator;
import ipcsh.language.Source;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiFunction;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * The line reader with additions: the tip and the gauges below the line while the user types, and
 * {@code ^C} after an abandoned line. Pasted lines are read entry by entry. Completion never asks
 * for confirmation: that would consume the next key, which may belong to pasted text.
 */
final class PromptReader extends LineReaderImpl {
  private static final int ROWS_FOR_TIP = 6;

  /** The styles of the line reader's completion lists. */
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
  private static final String QUIT_KEY = "\34";
  private static final String NOTHING_TYPED = "Tab completes; help lists the commands";
  private static final int LIST_MOST = 200;
  private static final Reference PASTED = new Reference("paste-next");

  private final Settings settings;
  private final Tips tips;
  private final Runnable whenShown;
  private boolean shown;
  private boolean finishing;
  private volatile GaugeLine gauges;
  private volatile boolean givenUp;

  /** Pasted text that has not been read yet, or null. */
  private volatile Paste paste;

  /** The entry that was read, if it was pasted; otherwise null. */
  private Source pasted;

  /** Whether the line was drawn since this was last reset. */
  private boolean drawn;

  /** Whether a key was pressed while the line was read. */
  private boolean keyCame;

  /** A notice below the line until the next key, or null. */
  private String notice;

  PromptReader(Terminal terminal, SymbolLookup known, Settings settings, Runnable whenShown) {
    super(terminal, "ipcsh", new HashMap<>());
    this.settings = settings;
    this.tips = new Tips(known, settings::color);
    this.whenShown = whenShown;
    setParser(new EntryParser());
    setCompleter(new Completion(known));
    setHighlighter(new Highlights(known, settings::color));
    setHistory(new SharedHistory(settings.history(), settings.preferences()::historySize));
    options();
    apply();
    getWidgets().put(LineReader.CALLBACK_INIT, this::begin);
    ExternalEditor editor = new ExternalEditor(this);
    getWidgets().put("edit-entry", editor::edit);
    getWidgets().put("mark-or-end", this::markOrEnd);
    getKeyMaps().get(EMACS).bind(new Reference("mark-or-end"), "\0");
    getWidgets().put("close-bracket", this::closeBracket);
    for (String map : List.of(EMACS, VIINS)) {
      getKeyMaps().get(map).bind(new Reference("close-bracket"), ")", "]", "}");
    }
    getWidgets().put(PASTED.name(), this::pasteNext);
    getWidgets().put("give-up", this::giveUp);
    getWidgets().put("nothing", () -> true);
    for (String map : List.of(EMACS, VIINS, VICMD, VIOPP, VISUAL, MENU)) {
      getKeyMaps().get(map).bind(new Reference("give-up"), INTERRUPT_KEY);
      getKeyMaps().get(map).bind(new Reference("nothing"), QUIT_KEY);
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
    setVariable(INDENTATION, INDENT.length());
    setVariable(LIST_MAX, LIST_MOST);
    setVariable(OTHERS_GROUP_NAME, "");
    setVariable(BELL_STYLE, "none");
  }

  /** Applies settings that may have changed. */
  void apply() {
    setVariable(HISTORY_SIZE, settings.preferences().historySize());
    for (String style : COMPLETION_STYLES) {
      if (settings.color()) {
        getVariables().remove(style);
      } else {
        setVariable(style, "default");
      }
    }
  }

  /** Whether the line is still being edited, so that tips are shown. */
  boolean isTyping() {
    return !finishing;
  }

  /** Whether the user typed anything at the current, or last, line. */
  boolean keyCame() {
    return keyCame;
  }

  /** Ctrl-D typed ahead, while an entry was running, arrives as a null character. */
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
    keyCame = false;
    pasted = null;
    notice = null;
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
    Evaluator.reading();
    interruptByKey();
    return true;
  }

  /**
   * Makes Ctrl-C and Ctrl-\ keys while a line is edited: as a signal, Ctrl-C would arrive
   * asynchronously, and text typed after it could be taken for text typed before it.
   */
  private void interruptByKey() {
    if (!isDumb()) {
      Attributes attributes = terminal.getAttributes();
      attributes.setControlChar(Attributes.ControlChar.VINTR, 0);
      attributes.setControlChar(Attributes.ControlChar.VQUIT, 0);
      terminal.setAttributes(attributes);
    }
  }

  /** A closing bracket; at the beginning of a line it removes indentation. */
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
    if (paste != null && peekCharacter(1) != INTERRUPT_KEY.charAt(0)) {
      return PASTED;
    }
    paste = null;
    Binding binding = super.readBinding(keys, local);
    keyCame = true;
    notice = null;
    return binding;
  }

  @Override
  public boolean beginPaste() {
    String text = doReadStringUntil(BRACKETED_PASTE_END);
    text = text.replace("\r\n", "\n").replace('\r', '\n');
    Paste all = new Paste(buf.upToCursor() + text);
    if (all.left() == 0) {
      buf.write(text);
      return true;
    }
    all.append(buf.substring(buf.cursor()));
    paste = all;
    return pasteNext();
  }

  /** Reads the next entry of the pasted text; the incomplete rest is put on the input line. */
  private boolean pasteNext() {
    Source next = paste.next();
    buf.clear();
    if (next == null) {
      buf.write(paste.rest());
      paste = null;
      return true;
    }
    buf.write(next.text());
    boolean accepted = acceptLine();
    pasted = next;
    return accepted;
  }

  /** The entry that was just read, with its position in the pasted text, if it was pasted. */
  Source source(String entry) {
    return pasted == null ? Source.of("", entry) : pasted;
  }

  /** Discards pasted entries that have not been read; returns their number. */
  int forgetPaste() {
    Paste forgotten = paste;
    paste = null;
    return forgotten == null ? 0 : forgotten.left();
  }

  /** On an empty continuation line Tab indents; on an empty first line it does nothing. */
  @Override
  protected boolean expandOrComplete() {
    String before = buf.upToCursor();
    String line = before.substring(before.lastIndexOf('\n') + 1);
    if (!line.isBlank()) {
      return super.expandOrComplete();
    }
    if (line.length() < before.length()) {
      buf.write(INDENT);
    } else {
      notice = NOTHING_TYPED;
    }
    return true;
  }

  /** Lists completions; if there are too many, shows only their number. */
  @Override
  protected boolean doList(
      List<Candidate> possible,
      String completed,
      boolean runLoop,
      BiFunction<CharSequence, Boolean, CharSequence> escaper,
      boolean forSuggestion) {
    if (peekCharacter(1) != NonBlockingReader.READ_EXPIRED) {
      return false;
    }
    drawn = false;
    // returns where it would ask for confirmation
    boolean listed = super.doList(possible, completed, runLoop, escaper, true);
    if (!drawn && !possible.isEmpty()) {
      notice = possible.size() + " possibilities: type another letter";
    }
    return listed;
  }

  @Override
  protected void redisplay(boolean flush) {
    drawn = true;
    super.redisplay(flush);
  }

  /** Resets the terminal modes of the line editor if the program ends while a line is read. */
  void giveBack() {
    if (isReading() && !finishing && !isDumb()) {
      terminal.puts(Capability.keypad_local);
      terminal.writer().write(BRACKETED_PASTE_OFF + "\r\n\u001b[J");
      terminal.flush();
    }
  }

  @Override
  public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
    AttributedString line = super.getDisplayedBufferWithPrompts(secondaryPrompts);
    boolean room = size.getRows() >= ROWS_FOR_TIP && size.getColumns() > 0;
    if (finishing || post != null || !room || isDumb()) {
      return line;
    }
    AttributedString tip = notice == null ? tip(buf.toString()) : notice();
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

  /** Shows gauges below the line; null removes them. */
  void gauges(GaugeLine itsGauges) {
    gauges = itsGauges;
  }

  /**
   * Redraws the line because the text below it has changed. Not while the user selects a
   * completion, or an editor has the terminal: then it is redrawn later.
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

  private AttributedString notice() {
    String shown = Glyph.ends(notice, size.getColumns() - 1);
    return settings.color()
        ? new AttributedString(shown, AttributedStyle.DEFAULT.faint())
        : new AttributedString(shown);
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

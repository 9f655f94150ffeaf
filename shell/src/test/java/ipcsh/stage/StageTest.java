package ipcsh.stage;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Wait;
import ipcsh.record.Emulator;
import ipcsh.scenario.ScenarioView;
import ipcsh.stage.StageSettings.Pace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An audience at a virtual terminal: the effects of its keys. */
class StageTest {
  private static final Duration BOUND = Wait.LONG;
  private static final double AT_ONCE = PlaybackControls.MOST;

  /** So slow that nothing proceeds by itself during a check. */
  private static final double STANDSTILL = 0.01;

  private final StringBuffer written = new StringBuffer();
  private final Emulator emulator = new Emulator(80, 24);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private LineDisciplineTerminal terminal;
  private Attributes before;
  private Stage stage;
  private Thread conductor;

  /** Bytes written to the display, decoded. */
  private OutputStream display() {
    return new ByteArrayOutputStream() {
      @Override
      public synchronized void flush() {
        String text = toString(StandardCharsets.UTF_8);
        reset();
        written.append(text);
        synchronized (emulator) {
          emulator.write(text);
        }
      }
    };
  }

  private ScenarioView open(Pace pace, double speed, int from) throws IOException {
    terminal =
        new LineDisciplineTerminal("test", "xterm-256color", display(), StandardCharsets.UTF_8);
    terminal.setSize(new Size(80, 24));
    before = terminal.getAttributes();
    stage = new Stage(terminal, new StageSettings(pace, speed, from), true, AttributedString::new);
    return stage.show();
  }

  private void play(ScriptedEvents play, Pace pace, double speed) throws IOException {
    perform(play, open(pace, speed, 0));
  }

  private void perform(ScriptedEvents play, ScenarioView show) {
    conductor =
        new Thread(
            () -> {
              try {
                play.on(show);
              } catch (Throwable e) {
                failure.set(e);
              }
            });
    conductor.start();
  }

  private String screen() {
    synchronized (emulator) {
      return String.join("\n", emulator.text());
    }
  }

  /** Waits until all of these are visible at the same time. */
  private void sees(String... texts) {
    List<String> all = List.of(texts);
    try {
      Wait.until(BOUND, all.toString(), () -> all.stream().allMatch(screen()::contains));
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + " on\n" + screen(), late);
    }
  }

  /** An entry has been typed and waits for Enter. */
  private void waits(String entry) {
    sees("a> " + entry, "Enter runs it");
  }

  private void press(String keys) throws IOException {
    terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
  }

  private void ends() throws InterruptedException {
    conductor.join(BOUND.toMillis());
    assertThat(conductor.isAlive()).isFalse();
    assertThat(failure.get()).isNull();
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
    if (conductor != null) {
      conductor.interrupt();
      conductor.join(BOUND.toMillis());
    }
    terminal.close();
  }

  private static ScriptedEvents three() {
    return new ScriptedEvents()
        .title("T")
        .roles("a")
        .chapter("One")
        .enter("a", "first", "1")
        .enter("a", "second", "2")
        .chapter("Two")
        .enter("a", "third", "3")
        .enter("a", "fourth", "4")
        .chapter("Three")
        .enter("a", "fifth", "5")
        .over();
  }

  @Test
  void byStepsEachEntryWaitsForAKey() throws Exception {
    play(three(), Pace.STEP, AT_ONCE);
    waits("first");
    assertThat(screen()).doesNotContain("second");
    press("\r");
    waits("second");
    press(" ");
    waits("third");
    assertThat(screen()).contains("chapter 2");
    press("c");
    sees("a> fifth", "the end");
    press("q");
    ends();
  }

  @Test
  void backIsTheChaptersBeginning() throws Exception {
    play(three(), Pace.STEP, AT_ONCE);
    for (String entry : List.of("first", "second", "third")) {
      waits(entry);
      press("\r");
    }
    waits("fourth");
    press("b");
    Wait.until(BOUND, "the chapter's beginning", () -> !screen().contains("fourth"));
    waits("third");
    assertThat(screen()).contains("a> second", "›  Two");
    press("q");
    ends();
  }

  @Test
  void backAtAChaptersBeginningIsTheOneBefore() throws Exception {
    play(
        new ScriptedEvents().title("T").chapter("One").say("1").chapter("Two").say("2"),
        Pace.PLAY,
        1);
    sees("›  Two");
    press("\u001b[5~");
    sees("›  One", "┃ 1");
    press("q");
    ends();
  }

  @Test
  void fromTheEndOneCanGoBack() throws Exception {
    play(three(), Pace.PLAY, AT_ONCE);
    sees("the end", "a> fifth");
    written.setLength(0);
    press("\u001b[D");
    Wait.until(BOUND, "again", () -> written.indexOf("going back") >= 0);
    sees("the end", "a> fifth");
    press("\r");
    ends();
  }

  @Test
  void nextSkipsToTheNextChapter() throws Exception {
    play(three(), Pace.STEP, AT_ONCE);
    sees("a> first");
    press("n");
    sees("›  Two", "a> third", "Enter runs it");
    assertThat(screen()).contains("a> second").doesNotContain("fourth");
    press("\u001b[6~");
    sees("›  Three", "a> fifth", "Enter runs it");
    press("\u001b[C");
    sees("the end");
    press("q");
    ends();
  }

  @Test
  void spacePausesAndGoesOn() throws Exception {
    play(three(), Pace.PLAY, STANDSTILL);
    sees("T");
    press(" ");
    sees("paused");
    press("++++++++++++");
    sees("at once");
    assertThat(screen()).doesNotContain("a> first");
    press("p");
    sees("the end", "a> fifth");
    press("q");
    ends();
  }

  @Test
  void enterGoesOnAtOnceAndTheArrowEndsTyping() throws Exception {
    play(three(), Pace.PLAY, STANDSTILL);
    sees("T");
    press("\r");
    sees("›  One");
    press("\r");
    Wait.until(BOUND, "the cursor", () -> written.indexOf("\u001b[?25h") >= 0);
    press("\u001b[C");
    sees("a> first");
    press("q");
    ends();
  }

  @Test
  void whereKeysTypeEachIsTheNextCharacter() throws Exception {
    play(three(), Pace.TYPE, AT_ONCE);
    sees("any key types", "chapter 1");
    Wait.until(BOUND, "the cursor", () -> written.indexOf("\u001b[?25h") >= 0);
    for (String typed : List.of("f", "fi", "fir", "firs", "first")) {
      assertThat(screen()).doesNotContain("a> " + typed);
      press(typed.equals("fir") ? "\r" : "q");
      sees("a> " + typed);
    }
    sees("Enter runs it");
    press("x\r");
    sees("\n 1");
    press("\u0003");
    ends();
  }

  @Test
  void theKeysAreShownOnDemand() throws Exception {
    play(three(), Pace.STEP, AT_ONCE);
    sees("Enter runs it");
    press("?");
    sees("start of the chapter", "╭─ Keys");
    press("x");
    Wait.until(BOUND, "the box is gone", () -> !screen().contains("╭"));
    press("q");
    ends();
  }

  @Test
  void ctrlCLeavesAtAnyTime() throws Exception {
    for (Pace pace : Pace.values()) {
      play(three(), pace, STANDSTILL);
      sees("T");
      press("\u0003");
      ends();
      stage.close();
    }
  }

  @Test
  void whoWaitsForARoleIsWoken() throws Exception {
    ScenarioView show = open(Pace.PLAY, AT_ONCE, 0);
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    ScriptedEvents play =
        new ScriptedEvents()
            .event(shown -> shown.whenWanted(conductor::interrupt))
            .chapter("One")
            .start("a", "recv s")
            .event(
                shown -> {
                  if (runs.incrementAndGet() == 1) {
                    waiting.countDown();
                    try {
                      TimeUnit.NANOSECONDS.sleep(BOUND.toNanos());
                      throw new AssertionError("nobody woke it");
                    } catch (InterruptedException woken) {
                      shown.checkRequest();
                    }
                  }
                })
            .over();
    perform(play, show);
    assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
    press("b");
    sees("the end");
    assertThat(runs).hasValue(2);
    press("q");
    ends();
  }

  @Test
  void aShowCanBeginLater() throws Exception {
    perform(three(), open(Pace.STEP, AT_ONCE, 2));
    sees("›  Two", "a> third", "Enter runs it");
    assertThat(written).doesNotContain("›  One");
    press("q");
    ends();
  }

  @Test
  void anotherSizeIsLaidOutAtOnce() throws Exception {
    play(ScriptedEvents.datagrams(), Pace.STEP, AT_ONCE);
    sees("a name. Who knows the name can send", "Enter runs it", "┬─ client");
    synchronized (emulator) {
      emulator.resize(60, 20);
    }
    terminal.setSize(new Size(60, 20));
    terminal.raise(Signal.WINCH);
    sees("chapter 1/3");
    Wait.until(
        BOUND, "two tiers", () -> screen().contains("\n─ client") && !screen().contains("┬"));
    press("q");
    ends();
  }

  @Test
  void theTerminalIsGivenBack() throws Exception {
    play(three(), Pace.STEP, AT_ONCE);
    sees("a> first");
    assertThat(terminal.getAttributes().getLocalFlag(Attributes.LocalFlag.ICANON)).isFalse();
    press("q");
    ends();
    stage.close();
    stage.close();
    assertThat(written.toString()).endsWith("\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l");
    assertThat(terminal.getAttributes().getLocalFlags()).isEqualTo(before.getLocalFlags());
    assertThat(terminal.getAttributes().getInputFlags()).isEqualTo(before.getInputFlags());
  }
}

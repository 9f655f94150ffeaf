package ipcsh.record;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session at a real prompt in tmux, recorded. */
class RecordIT {
  private static final Duration BOUND = Wait.LONG;
  private static final String PROMPT = "ipcsh>";

  @TempDir Path directory;

  private int prompts;

  private String tmux(String... words) {
    Outcome outcome =
        Tools.run(
            directory,
            Stream.concat(Stream.of("tmux", "-S", "tmux", "-f", "/dev/null"), Stream.of(words))
                .toArray(String[]::new));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome.out();
  }

  private void start() {
    Tools.need("tmux");
    Tools.needs(Files.exists(Path.of("target/ipcsh.jar")), "the program is not packaged");
    String launcher = Program.launcher();
    String own = " XDG_STATE_HOME=" + directory + " XDG_RUNTIME_DIR=" + directory;
    String command = "cd " + directory + ";" + own + " exec " + launcher + " -n ipcsh";
    tmux("new-session", "-d", "-x", "80", "-y", "20", command);
    tmux("set-option", "-g", "remain-on-exit", "on");
    awaitPrompt();
  }

  /** Everything that was shown, including the scrollback. */
  private String shown() {
    return tmux("capture-pane", "-p", "-S", "-");
  }

  private void await(String text) {
    Wait.until(BOUND, text, () -> shown().contains(text));
  }

  private void awaitPrompt() {
    prompts++;
    Wait.until(
        BOUND,
        "prompt " + prompts,
        () -> {
          String all = shown().stripTrailing();
          long seen = all.lines().filter(line -> line.startsWith(PROMPT)).count();
          return seen >= prompts && all.endsWith("\n" + PROMPT);
        });
  }

  private void enter(String line) {
    tmux("send-keys", "-l", line);
    tmux("send-keys", "Enter");
    awaitPrompt();
  }

  @AfterEach
  void end() {
    if (Files.exists(directory.resolve("tmux"))) {
      tmux("kill-server");
    }
  }

  private Cast cast(String name) throws IOException, BadCast {
    return CastReader.read(Files.readAllBytes(directory.resolve(name)));
  }

  /** The screen at the end of a recording. */
  private List<String> replayed(String name) {
    Emulator emulator = new Emulator(80, 20);
    try {
      cast(name).events().forEach(event -> FrameSequence.play(event, emulator));
    } catch (IOException | BadCast e) {
      throw new AssertionError(e);
    }
    return emulator.text();
  }

  private boolean isResized(String name) {
    try {
      return cast(name).events().stream().anyMatch(event -> event.code().equals("r"));
    } catch (IOException | BadCast e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsRecordedIsWhatWasSeen() throws Exception {
    start();
    enter("record 'x.cast'");
    enter("chapter 'A name'");
    enter("s = socket AF_UNIX, SOCK_DGRAM; bind s, '@record-' + getpid()");
    enter("bind s 'x'");
    enter("(1..30).each { println \"line $it äöü 漢字\" }; 'done'");
    enter("record");
    List<String> screen = tmux("capture-pane", "-p").lines().toList();
    // the recorder writes after the terminal
    Wait.until(BOUND, "the last prompt", () -> replayed("x.cast").equals(screen));
    Cast cast = cast("x.cast");
    assertThat(cast.header()).isEqualTo(new CastHeader(80, 20, cast.header().type()));
    assertThat(cast.markers()).extracting(CastEvent::data).containsExactly("A name");
  }

  @Test
  void aResizeIsRecordedAndTheEndReportsTheStatus() throws Exception {
    start();
    enter("record 'x.cast'");
    tmux("resize-window", "-x", "60", "-y", "15");
    enter("record");
    Wait.until(BOUND, "the new size", () -> isResized("x.cast"));
    tmux("send-keys", "-l", "exit 3");
    tmux("send-keys", "Enter");
    Wait.until(BOUND, "the end", () -> tmux("list-panes", "-F", "#{pane_dead}").startsWith("1"));
    List<CastEvent> events = cast("x.cast").events();
    assertThat(events)
        .filteredOn(e -> e.code().equals("r"))
        .extracting(CastEvent::data)
        .contains("60x15");
    assertThat(events.get(events.size() - 1))
        .extracting(CastEvent::code, CastEvent::data)
        .containsExactly("x", "3");
  }

  @Test
  void version2PlaysInAsciinemaAndAKilledShellLeavesIt() throws Exception {
    Tools.need("asciinema");
    start();
    enter("record 'x.cast', v2: true");
    enter("'some' + 'thing'");
    // the recorder writes after the terminal
    Wait.until(BOUND, "the prompt", () -> replayed("x.cast").indexOf("ipcsh>") > 0);
    long shell = Long.parseLong(tmux("list-panes", "-F", "#{pane_pid}").strip());
    ProcessHandle.of(shell).orElseThrow().destroyForcibly();
    Wait.until(BOUND, "the end", () -> tmux("list-panes", "-F", "#{pane_dead}").startsWith("1"));
    tmux("respawn-pane", "cd " + directory + "; asciinema play -s 1000 x.cast; exec sleep 1000");
    await("something\nipcsh>");
    assertThat(shown()).contains("recording to x.cast\nipcsh> 'some' + 'thing'\nsomething\n");
  }

  @Test
  void recordingTakesNoLowDescriptorAndDisturbsNoTrace() throws Exception {
    start();
    enter("record 'x.cast'");
    enter("trace on");
    enter(
        "(a, b) = socketpair(AF_UNIX, SOCK_DGRAM); send a, 'abc'; m = recv b; [a.number, m.text]");
    assertThat(shown()).contains("[3, abc]");
    enter("trace off");
    enter("record off");
    enter("record");
    assertThat(shown()).contains("recorded x.cast", "\nnot recording");
  }

  @Test
  void aFileThatIsThereStays() throws Exception {
    Files.writeString(directory.resolve("x.cast"), "precious");
    start();
    enter("record 'x.cast'");
    assertThat(shown()).contains("record: x.cast exists already; force: true overwrites it");
    assertThat(directory.resolve("x.cast")).hasContent("precious");
    enter("record 'x.cast', force: true");
    enter("record 'y.cast'");
    await("record: recording to x.cast already; record off ends it");
    assertThat(cast("x.cast").header().columns()).isEqualTo(80);
    assertThat(directory.resolve("y.cast")).doesNotExist();
  }

  @Test
  void aScriptHasNoTerminal() {
    Outcome outcome = Program.run(directory, "-e", "record 'x.cast'");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("no terminal to record", "ipcsh replay --record x.cast");
    assertThat(directory.resolve("x.cast")).doesNotExist();
  }

  @Test
  void exportSaysWhatIsWrong() throws Exception {
    String header = "{\"version\": 2, \"width\": 20, \"height\": 2}\n";
    Files.writeString(directory.resolve("good.cast"), header + "[0.5, \"o\", \"hello\"]\n");
    Files.writeString(directory.resolve("bad.cast"), header + "[0.5, \"o\"]\n[1, \"o\", \"x\"]\n");
    assertThat(Program.run(directory, "export", "good.cast", "x.md", "--title=T"))
        .isEqualTo(new Outcome("", "", 0));
    assertThat(directory.resolve("x.md")).hasContent("# T\n\n```text\nhello\n```\n");
    Outcome bad = Program.run(directory, "export", "bad.cast", "x.svg");
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.err()).startsWith("ipcsh: bad.cast: line 2: expected [time, \"code\", data]");
    assertThat(Program.run(directory, "export", "no.cast", "x.svg").status()).isEqualTo(1);
    for (String words :
        List.of(
            "good.cast",
            "good.cast x.gif",
            "good.cast x.svg --at soon",
            "good.cast x.md --at",
            "good.cast x.svg --nonsense")) {
      Outcome wrong = Program.run(directory, ("export " + words).split(" "));
      assertThat(wrong.status()).as(words).isEqualTo(2);
      assertThat(wrong.err().lines()).as(words).hasSize(1);
    }
  }
}

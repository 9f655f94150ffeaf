package ipcsh.app;

import ipcsh.draw.Renderable;
import ipcsh.handle.TextFile;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.language.WarmUp;
import ipcsh.repl.ControlC;
import ipcsh.repl.Highlights;
import ipcsh.repl.Terminals;
import ipcsh.scenario.ExpectedTranscript;
import ipcsh.scenario.FactListener;
import ipcsh.scenario.PictureFiles;
import ipcsh.scenario.Recordable;
import ipcsh.scenario.ScenarioRunner;
import ipcsh.scenario.ScenarioView;
import ipcsh.scenario.Transcript;
import ipcsh.scenario.predict.PredictingView;
import ipcsh.scenario.predict.Questions;
import ipcsh.scenario.predict.Quiz;
import ipcsh.stage.Stage;
import ipcsh.stage.StageSettings;
import ipcsh.sys.Kernel;
import ipcsh.sys.text.Counted;
import ipcsh.sys.text.EscapedText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** Wires the replay of scenarios: {@code ipcsh replay FILE...}. */
final class ReplayMode {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int INTERRUPTED = 130;

  private static final String SIZE = "100x30";
  private static final Pattern CHAPTER = Pattern.compile("(?m)^[ \\t]*chapter[ (]");

  private final Options options;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Kernel kernel = SessionFactory.kernel();
  private volatile Session running;
  private Consumer<Object> values = value -> {};

  private ReplayMode(Options options) {
    this.options = options;
  }

  /** Replays the files of the command line; returns the exit status. */
  static int run(Options options) throws IOException {
    for (String file : options.arguments) {
      if (!Files.isRegularFile(Path.of(file))) {
        Diagnostics.say(file + ": no such file");
        return WRONG_USAGE;
      }
    }
    return options.arguments.size() == 1
        ? new ReplayMode(options).one(Path.of(options.arguments.get(0)))
        : new ReplayMode(options).each();
  }

  /** Replays each file in a process of its own, so that none depends on the objects of another. */
  private int each() throws IOException {
    int status = DONE;
    for (String file : options.arguments) {
      List<String> command = new ArrayList<>(List.of(System.getProperty("ipcsh.launcher")));
      command.addAll(options.forRoles());
      command.add("replay");
      command.addAll(options.forReplay());
      command.addAll(List.of("--", file));
      try {
        int its = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (its == INTERRUPTED) {
          return its;
        }
        status = Math.max(status, its);
      } catch (InterruptedException e) {
        return INTERRUPTED;
      }
    }
    return status;
  }

  private int one(Path file) throws IOException {
    Path beside = ExpectedTranscript.beside(file);
    // the working directory changes to the scenario's own
    Path kept = beside.toAbsolutePath();
    if (options.has(ProgramOption.VERIFY) && !Files.exists(kept)) {
      Diagnostics.say("" + beside + ": no such file; ipcsh replay " + file + " --update writes it");
      return FAILED;
    }
    Source scenario = Source.of(file.getFileName().toString(), TextFile.read(file));
    if (options.has(ProgramOption.PREDICT)) {
      return predicted(scenario, kept);
    }
    if (options.has(ProgramOption.PICTURES)) {
      return pictures(scenario, file, kept.resolveSibling(file.getFileName()));
    }
    if (!options.has(ProgramOption.VERIFY) && !options.has(ProgramOption.UPDATE)) {
      return shown(scenario);
    }
    ExpectedTranscript run = new ExpectedTranscript();
    int status = runScenario(scenario, run.show(), run.facts(), this::sayWhy);
    if (status == INTERRUPTED) {
      return status;
    }
    run.ended(status);
    return options.has(ProgramOption.VERIFY)
        ? verified(file, kept, run)
        : updated(file, kept, run, status);
  }

  /** Replays as lines, asking what comes next. */
  private int predicted(Source scenario, Path expected) throws IOException {
    List<String> lines =
        Files.exists(expected) ? TextFile.read(expected).lines().toList() : List.of();
    Consumer<String> asked =
        line ->
            out.println(
                OutputFormat.wrapped(OutputFormat.foreign(line), OutputFormat.STANDARD_OUTPUT));
    Consumer<String> echo =
        InteractiveMode.isTerminal(0) ? line -> {} : line -> asked.accept("> " + line);
    Quiz quiz = new Quiz(new Questions(scenario.text(), lines), new AnswerLines(echo), asked);
    Transcript transcript = new Transcript(line -> out.println(OutputFormat.foreign(line.text())));
    return runScenario(scenario, new PredictingView(transcript, quiz, asked), null, this::sayWhy);
  }

  /** Replays for an audience: on a screen, into a recording, or as lines if there is neither. */
  private int shown(Source scenario) throws IOException {
    StageSettings settings;
    try {
      settings = settings();
    } catch (IllegalArgumentException e) {
      Diagnostics.say(e.getMessage());
      return WRONG_USAGE;
    }
    if (options.has(ProgramOption.RECORD)) {
      return recorded(scenario, settings.speed());
    }
    boolean color = options.wantsColor();
    String tmux = System.getenv().getOrDefault("TMUX", "");
    if (options.has(ProgramOption.TMUX) && tmux.isEmpty()) {
      return privately();
    }
    if (InteractiveMode.isOnTerminal()) {
      try (Terminal terminal = Terminals.system(System.getenv(), recorder -> {})) {
        if (Stage.isPossible(terminal)) {
          try (Stage stage = new Stage(terminal, settings, color, typed(color))) {
            if (options.has(ProgramOption.TMUX)) {
              stage.useTmux(System.getenv().getOrDefault("TMUX_PANE", ""), kernel);
            }
            ScenarioView show = stage.show();
            return runScenario(scenario, show, null, lines -> show.say(String.join("\n", lines)));
          } catch (IOException e) {
            Diagnostics.say("--tmux: " + e.getMessage());
            return WRONG_USAGE;
          }
        }
      }
    }
    if (settings.pace() != StageSettings.Pace.PLAY || options.has(ProgramOption.TMUX)) {
      Diagnostics.say("--step, --type and --tmux require a terminal, to read keys");
      return WRONG_USAGE;
    }
    return runScenario(
        scenario,
        new Transcript(line -> out.println(OutputFormat.foreign(line.text()))),
        null,
        this::sayWhy);
  }

  /** Stores the pictures of the scenario. */
  private int pictures(Source scenario, Path given, Path absolute) throws IOException {
    Recordable show = new Recordable(new Transcript(line -> {}));
    List<Renderable> pictures = new ArrayList<>();
    values =
        value -> {
          Renderable picture = PictureFiles.picture(value);
          if (picture != null) {
            pictures.add(picture);
          }
        };
    int status = runScenario(scenario, show, show.facts(), this::sayWhy);
    if (status == DONE) {
      PictureFiles.write(absolute, pictures, show::stable);
      out.println(given + ": " + Counted.of(pictures.size(), "picture"));
    }
    return status;
  }

  /** Says why nothing moves, beside the transcript. */
  private void sayWhy(List<String> lines) {
    out.flush();
    err.println("ipcsh: nothing has moved for 2 s:");
    for (String line : lines) {
      err.println(OutputFormat.wrapped(EscapedText.lines(line), OutputFormat.STANDARD_ERROR));
    }
  }

  /** Replays in a private tmux. */
  private int privately() throws IOException {
    if (!PrivateTmux.isInstalled()) {
      Diagnostics.say("--tmux: tmux is not installed; without --tmux each role has a column");
      return WRONG_USAGE;
    }
    if (!InteractiveMode.isOnTerminal()) {
      Diagnostics.say("--tmux requires a terminal");
      return WRONG_USAGE;
    }
    List<String> words = options.forRoles();
    words.add("replay");
    words.addAll(options.forReplay());
    words.addAll(List.of("--", options.arguments.get(0)));
    return PrivateTmux.run(words);
  }

  private StageSettings settings() {
    double speed =
        !options.has(ProgramOption.SPEED)
            ? 1
            : StageSettings.speed(options.value(ProgramOption.SPEED));
    StageSettings.Pace pace =
        options.has(ProgramOption.STEP)
            ? StageSettings.Pace.STEP
            : options.has(ProgramOption.TYPE) ? StageSettings.Pace.TYPE : StageSettings.Pace.PLAY;
    return new StageSettings(pace, speed, 0);
  }

  private int recorded(Source scenario, double speed) throws IOException {
    StageSettings.Screen screen;
    try {
      screen =
          StageSettings.size(
              !options.has(ProgramOption.SIZE) ? SIZE : options.value(ProgramOption.SIZE));
    } catch (IllegalArgumentException e) {
      Diagnostics.say(e.getMessage());
      return WRONG_USAGE;
    }
    try (ReplayRecording recording =
        ReplayRecording.of(
            Path.of(options.value(ProgramOption.RECORD)), screen, options.has(ProgramOption.V2))) {
      Recordable show = new Recordable(Stage.recorded(recording, screen, speed, typed(true)));
      int status = runScenario(scenario, show, show.facts(), lines -> {});
      out.println(options.value(ProgramOption.RECORD) + ": " + recording);
      return status;
    } catch (UncheckedIOException | IOException e) {
      Diagnostics.say(options.value(ProgramOption.RECORD) + ": " + e.getMessage());
      return FAILED;
    }
  }

  /** Highlights input, once the session exists. */
  private Function<String, AttributedString> typed(boolean color) {
    return text -> {
      Session session = running;
      return session == null
          ? new AttributedString(text)
          : Highlights.of(session, color).apply(text);
    };
  }

  private int runScenario(
      Source scenario, ScenarioView show, FactListener facts, Consumer<List<String>> saysWhy) {
    WarmUp warmUp = new WarmUp();
    show.chapters((int) CHAPTER.matcher(scenario.text()).results().count());
    AtomicReference<ScenarioRunner> now = new AtomicReference<>();
    boolean first = true;
    while (true) {
      ScenarioRunner runner = new ScenarioRunner(show).reportingHangs(saysWhy);
      now.set(runner);
      if (first) {
        ControlC.run(() -> now.get().stop());
      }
      runner.reportingValues(values);
      if (facts != null) {
        runner.reportingTo(facts);
      }
      Session session = SessionFactory.script(options, runner, kernel);
      session.names().setVariable("args", List.of());
      Path file = Path.of(options.arguments.get(0)).toAbsolutePath();
      session.names().setVariable(SessionFactory.SCRIPT, file.toFile());
      if (first) {
        warmUp.finish();
        ReservedDescriptors.releaseAll(kernel, session.context().descriptors());
        first = false;
      }
      running = session;
      try {
        return runner.run(session, scenario);
      } catch (ScenarioView.BackTo again) {
        // the view knows where to resume the output
      }
    }
  }

  private int verified(Path file, Path kept, ExpectedTranscript run) throws IOException {
    boolean color = !options.has(ProgramOption.NO_COLOR) && System.console() != null;
    Optional<List<String>> difference = run.differs(kept, color);
    if (difference.isEmpty()) {
      out.println(file + ": as expected (" + entries(run) + ")");
      return DONE;
    }
    out.println("--- " + ExpectedTranscript.beside(file) + "\n+++ this run");
    difference.get().forEach(out::println);
    out.println(file + ": not as expected (" + entries(run) + ")");
    return FAILED;
  }

  private int updated(Path file, Path kept, ExpectedTranscript run, int status) throws IOException {
    boolean changed = run.write(kept);
    out.println(
        ExpectedTranscript.beside(file)
            + (changed ? ": written" : ": unchanged")
            + " ("
            + entries(run)
            + ")");
    if (status != DONE) {
      Diagnostics.say("the scenario itself fails: exit status " + status);
    }
    return status;
  }

  private static String entries(ExpectedTranscript run) {
    int count = run.show().entries();
    return Counted.of(count, "entry", "entries");
  }
}

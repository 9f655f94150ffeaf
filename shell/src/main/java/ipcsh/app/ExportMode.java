package ipcsh.app;

import ipcsh.batch.BatchOutput;
import ipcsh.command.Context;
import ipcsh.command.Lesson;
import ipcsh.command.UnsupportedInC;
import ipcsh.handle.TextFile;
import ipcsh.handle.UsageException;
import ipcsh.handle.WholeFile;
import ipcsh.language.Session;
import ipcsh.record.BadCast;
import ipcsh.record.Export;
import ipcsh.record.RecordingFormat;
import ipcsh.repl.CodeSpans;
import ipcsh.repl.Highlights;
import ipcsh.site.CourseSite;
import ipcsh.stage.StageSettings;
import ipcsh.stage.TranscriptRecording;
import ipcsh.sys.Kernel;
import ipcsh.sys.text.Counted;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/**
 * {@code ipcsh export x.cast x.html}, {@code ipcsh export x.groovy x.c}, {@code ipcsh export
 * lessons site/}: evaluates nothing.
 */
final class ExportMode {
  /** Its name on the command line. */
  static final String WORD = "export";

  /** What is exported as a site. */
  private static final String LESSONS = "lessons";

  /** The size of the recordings of a site. */
  private static final StageSettings.Screen SCREEN = new StageSettings.Screen(100, 26);

  private ExportMode() {}

  /**
   * Executes it.
   *
   * @return the exit status
   */
  static int run(Options given) throws Options.Wrong {
    List<String> words = given.arguments;
    Map<ProgramOption, String> options = new EnumMap<>(ProgramOption.class);
    List<String> files = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
      ProgramOption option = ProgramOption.of(name);
      if (option != null && option.place() == ProgramOption.Place.BEHIND_EXPORT) {
        if (equals < 0 && i + 1 == words.size()) {
          throw new Options.Wrong(name + " requires a value");
        }
        options.put(option, equals < 0 ? words.get(++i) : word.substring(equals + 1));
      } else if (word.startsWith("-") && word.length() > 1) {
        throw new Options.Wrong("export: unknown option " + word);
      } else {
        files.add(word);
      }
    }
    if (files.size() != 2) {
      throw new Options.Wrong(
          "expected " + usage() + ", given " + Counted.of(files.size(), "file"));
    }
    if (files.get(0).equals(LESSONS) && options.isEmpty()) {
      return site(given, files.get(1));
    }
    boolean toC = files.get(1).endsWith(".c");
    if (toC != files.get(0).endsWith(".groovy") || toC && !options.isEmpty()) {
      throw new Options.Wrong(
          "expected "
              + usage()
              + ", given "
              + files.get(0)
              + " and "
              + files.get(1)
              + (options.isEmpty() ? "" : " with " + names(options.keySet())));
    }
    if (toC) {
      return toC(given, files.get(0), files.get(1));
    }
    Export export;
    Path recording;
    try {
      recording = Path.of(files.get(0));
      export =
          Export.of(
              files.get(1),
              options.get(ProgramOption.AT),
              options.get(ProgramOption.THEME),
              options.get(ProgramOption.TITLE));
    } catch (IllegalArgumentException e) {
      throw new Options.Wrong("export: " + e.getMessage());
    }
    try {
      export.of(recording);
      return 0;
    } catch (BadCast e) {
      Diagnostics.say(recording + ": " + e.getMessage());
    } catch (IOException e) {
      Diagnostics.say(e.getMessage());
    }
    return 1;
  }

  private static String usage() {
    String options =
        Stream.of(ProgramOption.AT, ProgramOption.THEME, ProgramOption.TITLE)
            .map(option -> " [" + option.label() + "]")
            .collect(Collectors.joining());
    return "ipcsh export FILE.cast "
        + RecordingFormat.files("OUT")
        + options
        + ", or ipcsh export FILE.groovy OUT.c, or ipcsh export lessons DIR";
  }

  private static int site(Options given, String directory) {
    Kernel kernel = SessionFactory.kernel();
    BatchOutput output =
        new BatchOutput(System.out, System.err, OutputFormat.of(kernel, given), false, false);
    Context context = SessionFactory.context(given, output, kernel);
    Session session = SessionFactory.session(given, context);
    Function<String, AttributedString> typed = Highlights.of(session, true);
    CourseSite site =
        new CourseSite(
            context.registry(),
            CodeSpans.of(session),
            (title, transcript) -> TranscriptRecording.of(title, transcript, SCREEN, typed));
    try {
      List<Lesson> lessons = Lesson.course(context);
      if (lessons.isEmpty()) {
        throw new IOException("there are no lessons in scripts/lessons of this shell");
      }
      System.out.println(directory + ": " + site.write(lessons, Path.of(directory)));
      return 0;
    } catch (IOException | InvalidPathException e) {
      Diagnostics.say(e.getMessage());
      return 1;
    }
  }

  private static String names(Set<ProgramOption> options) {
    return options.stream().map(ProgramOption::longName).collect(Collectors.joining(", "));
  }

  private static int toC(Options given, String scenario, String to) {
    try {
      Path from = Path.of(scenario);
      Path target = Path.of(to);
      String text = TextFile.read(from);
      String program =
          SessionFactory.commands(given)
              .registry()
              .translator()
              .program(
                  String.valueOf(from.getFileName()), String.valueOf(target.getFileName()), text);
      WholeFile.write(target, program);
      return 0;
    } catch (UnsupportedInC e) {
      String place = e.line() > 0 ? scenario + ":" + e.line() : scenario;
      Diagnostics.say(place + ": not in C: " + e.getMessage());
    } catch (IOException | UsageException e) {
      Diagnostics.say(e.getMessage());
    }
    return 1;
  }
}

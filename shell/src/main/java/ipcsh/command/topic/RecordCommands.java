package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.UnsupportedInC;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.OneOf;
import ipcsh.command.model.Option;
import ipcsh.command.model.PathName;
import ipcsh.command.model.SavedAs;
import ipcsh.draw.ThemeChoice;
import ipcsh.handle.TextFile;
import ipcsh.handle.UsageException;
import ipcsh.handle.WholeFile;
import ipcsh.record.BadCast;
import ipcsh.record.CastWriter.Version;
import ipcsh.record.Export;
import ipcsh.record.Recorder;
import ipcsh.sys.OwnFile;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.nio.file.Path;

/** Commands for recordings of the terminal and their conversion. */
public final class RecordCommands implements CommandTopic {
  private static final String WROTE = "wrote ";

  private Context context;

  @Override
  public String title() {
    return "Recording";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "record the terminal as an asciicast: record 'x.cast', record off",
      man = "script(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Records everything that the shell writes to the terminal, as it is seen, with its time,
          in asciinema's format: version 3, or version 2 with v2: true. chapter 'name' sets a
          marker to jump to. record off ends the recording, and so does the end of the shell;
          record alone reports whether a recording is running. An existing file is not overwritten
          unless force: true. Output that a program such as an editor writes to the terminal
          itself is not recorded. export converts a recording to a page, a picture or a text.""",
      examples =
          """
          record  //=> not recording
          """)
  public String record(
      @PathName @Default("") Object file, @Option Boolean v2, @Option Boolean force) {
    Recorder recorder = context.host().recorder().orElse(null);
    if (file == null || Boolean.FALSE.equals(file)) {
      return file == null ? state(recorder) : stop(recorder);
    }
    if (!(file instanceof CharSequence path)) {
      throw new UsageException(
          "record: expected a file or off, given " + Conversion.describe(file),
          "record 'session.cast'");
    }
    FileCommands.named(path.toString());
    if (recorder == null) {
      throw new UsageException(
          "record: there is no terminal to record; ipcsh replay --record "
              + path
              + " FILE records a script");
    }
    return start(
        recorder,
        FileCommands.named(path.toString()),
        isTrue(v2) ? Version.V2 : Version.V3,
        isTrue(force));
  }

  private static boolean isTrue(Boolean option) {
    return Boolean.TRUE.equals(option);
  }

  private static String state(Recorder recorder) {
    String file = recorder == null ? null : recorder.file();
    return file == null ? "not recording" : "recording to " + file;
  }

  private static String stop(Recorder recorder) {
    String file = recorder == null ? null : recorder.file();
    if (file == null) {
      return "not recording";
    }
    recorder.stop();
    return "recorded " + file;
  }

  private String start(Recorder recorder, String path, Version version, boolean over) {
    if (recorder.file() != null) {
      throw new UsageException("record: " + state(recorder) + " already; record off ends it");
    }
    recorder.problemsTo(context.host()::report);
    try {
      recorder.start(path, OwnFile.make(context.kernel().home(), path, over), version);
    } catch (SysException e) {
      if (e.getErrno() == Errno.EEXIST) {
        throw new UsageException(
            "record: " + path + " exists already; force: true overwrites it",
            "record '" + path + "', force: true");
      }
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("record: " + e.getMessage(), e);
    }
    return state(recorder);
  }

  @Command(
      summary = "convert a recording to .html, .svg, .md, a scenario to C",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          x.html is a single page with a player, whose chapters can be clicked; it needs no other
          files. x.svg is an animated picture; with at: a still one of that moment, in seconds,
          'm:ss' or 'end'. x.md is the text that was shown, with a heading for each chapter.
          theme: is 'dark' or 'light', by default what the reader's system prefers. A scenario,
          x.groovy, is translated into a C program, x.c, that does the same; what cannot be
          expressed in C is refused, with its line. ipcsh export x.cast x.html and ipcsh export
          x.groovy x.c do the same from the command line; ipcsh export lessons DIR writes the course
          as a web site.""",
      examples =
          """
          f = open '/tmp/ipcsh-example.cast', O_CREAT | O_TRUNC | O_WRONLY, 0600
          write f, '{"version": 2, "width": 20, "height": 2}\\n[0.5, "o", "hello"]\\n'
          export '/tmp/ipcsh-example.cast', '/tmp/ipcsh-example.md', title: 'A word'  //=> wrote /tmp/ipcsh-example.md
          read(open('/tmp/ipcsh-example.md')).text  //=> # A word...hello...
          write open('/tmp/ipcsh-example.groovy', O_CREAT | O_WRONLY, 0600), "println 'hello'"
          export '/tmp/ipcsh-example.groovy', '/tmp/ipcsh-example.c'
          read(open('/tmp/ipcsh-example.c')).text   //=> ...printf("hello...
          ['.cast', '.md', '.groovy', '.c'].each { unlink '/tmp/ipcsh-example' + it }
          """)
  public String export(
      @PathName String file,
      @PathName String to,
      @Option Object at,
      @Option @OneOf(ThemeChoice.class) String theme,
      @Option String title) {
    if (FileCommands.named(to).endsWith(".c")) {
      if (at != null || theme != null || title != null) {
        throw new UsageException("export: at:, theme: and title: are for recordings");
      }
      toC(FileCommands.named(file), to);
      return WROTE + to;
    }
    if (FileCommands.named(file).equals("lessons")) {
      throw new UsageException(
          "export: the course is exported from the command line: ipcsh export lessons DIR");
    }
    Path recording = Path.of(FileCommands.named(file));
    Export export =
        Export.of(FileCommands.named(to), at == null ? null : at.toString(), theme, title);
    try {
      export.of(recording);
      return WROTE + to;
    } catch (BadCast e) {
      throw new UsageException("export: " + file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UsageException("export: " + e.getMessage());
    }
  }

  private void toC(String scenario, String to) {
    Path from = Path.of(scenario);
    Path target = Path.of(to);
    try {
      String text = TextFile.read(from);
      String program =
          context
              .registry()
              .translator()
              .program(from.getFileName().toString(), target.getFileName().toString(), text);
      WholeFile.write(target, program);
    } catch (UnsupportedInC e) {
      String place = e.line() > 0 ? from.getFileName() + ":" + e.line() : "" + from.getFileName();
      throw new UsageException("export: " + place + ": not in C: " + e.getMessage());
    } catch (IOException e) {
      throw new UsageException("export: " + e.getMessage());
    }
  }
}

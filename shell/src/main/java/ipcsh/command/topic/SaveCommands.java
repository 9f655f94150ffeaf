package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.SessionRecord;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Option;
import ipcsh.command.model.PathName;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.UsageException;
import ipcsh.handle.WholeFile;
import ipcsh.sys.text.Counted;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Commands that save a session, and continue a saved one. */
public final class SaveCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Saving and loading";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "write the session so far as a script that can be replayed",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Descriptors are named; calls that failed with an errno are kept as fails(E...) { },
          unless failures: false; other mistakes, lines that only inspect something and
          interrupted lines are omitted. Results that are the same in each run are asserted.
          title: is the title of the scenario; an existing file is refused unless force: true.
          all: true merges the lines of all shells, with a role for each; all: ['server',
          'client'] those of these shells.""",
      examples =
          """
          dir = scratch()
          (a, b) = socketpair()
          send a, 'x'
          recv 4
          save "$dir/x.groovy", title: 'One byte'  //=> .../x.groovy: ...
          """)
  public String save(
      @PathName String path,
      @Option String title,
      @Option Boolean failures,
      @Option Boolean force,
      @Option Object all) {
    File file = new File(FileCommands.named(path));
    context.loadClock();
    SessionRecord.Saved saved =
        all == null || Boolean.FALSE.equals(all)
            ? sessionRecord("save").script(title, !Boolean.FALSE.equals(failures))
            : sessionRecord("save").script(title, !Boolean.FALSE.equals(failures), shells(all));
    context.withOwnTable(() -> write(file, saved.text(), Boolean.TRUE.equals(force)));
    String left = saved.leftOut().isEmpty() ? "" : "; left out: " + saved.leftOut();
    return path
        + ": "
        + Counted.of(saved.lines(), "line")
        + ", "
        + Counted.of(saved.asserts(), "assert")
        + left;
  }

  /** The names of shells given by {@code all:}; empty for all shells. */
  private static Collection<String> shells(Object all) {
    if (Boolean.TRUE.equals(all)) {
      return List.of();
    }
    Collection<?> given = all instanceof Collection<?> many ? many : List.of(all);
    if (given.isEmpty() || !given.stream().allMatch(CharSequence.class::isInstance)) {
      throw new IllegalArgumentException(
          "all: expected true, or the names of shells, ['server', 'client'], given "
              + Conversion.describe(all));
    }
    return given.stream().map(String::valueOf).toList();
  }

  private static File write(File file, String text, boolean force) {
    // relative to the working directory of the process, which may have changed
    File directory =
        new File(file.isAbsolute() ? file.getPath() : "./" + file.getPath()).getParentFile();
    if (file.isDirectory()) {
      throw new IllegalArgumentException("expected a file, " + file + " is a directory");
    }
    if (!directory.isDirectory()) {
      throw new IllegalArgumentException("there is no directory " + directory);
    }
    try {
      if (file.exists() && !force) {
        throw new IllegalArgumentException(
            "there is a file " + file + " already; force: true overwrites it");
      }
      WholeFile.write(file.toPath(), text);
      return file;
    } catch (IOException e) {
      throw new UsageException("save: " + e.getMessage());
    }
  }

  @Command(
      summary = "run the entries of a script in this session",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Its variables remain defined. It stops at the first entry that fails, and reports where
          that is.""",
      examples =
          """
          dir = scratch()
          new File("$dir/x.groovy").text = 'def twice(n) { 2 * n }'
          load "$dir/x.groovy"
          twice 21  //=> 42
          """)
  public void load(@PathName String path) {
    File file = new File(FileCommands.named(path));
    if (!file.isFile()) {
      throw new IllegalArgumentException(
          file.isDirectory()
              ? file + " is a directory"
              : file.exists() ? file + " is not a regular file" : "there is no file " + file);
    }
    try {
      sessionRecord("load").load(Path.of(path));
    } catch (UncheckedIOException e) {
      throw new UsageException("load: " + path + " cannot be read: " + e.getCause().getMessage());
    }
  }

  private SessionRecord sessionRecord(String command) {
    SessionRecord sessionRecord = context.language().record();
    if (sessionRecord == null) {
      throw new UsageException(command + ": no session is kept here");
    }
    return sessionRecord;
  }
}

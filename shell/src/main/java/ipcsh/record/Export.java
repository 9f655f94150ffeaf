package ipcsh.record;

import ipcsh.draw.ThemeChoice;
import ipcsh.handle.WholeFile;
import ipcsh.sys.text.EscapedText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts a recording to the {@link RecordingFormat} that the new file's extension names. */
public final class Export {
  private static final Pattern TIME = Pattern.compile("(?:(\\d{1,4}):)?(\\d{1,6}(?:\\.\\d+)?)");

  /** The maximum size of a recording in bytes. */
  private static final int LARGEST = 256 << 20;

  private final Path to;
  private final RecordingFormat format;
  private final Double at;
  private final ThemeChoice theme;
  private final String title;

  private Export(Path to, RecordingFormat format, Double at, ThemeChoice theme, String title) {
    this.to = to;
    this.format = format;
    this.at = at;
    this.theme = theme;
    this.title = title;
  }

  /**
   * An export with these parameters.
   *
   * @param to the file to be written; an existing one is replaced
   * @param at seconds, {@code m:ss} or {@code end}; null for an animated picture
   * @param theme {@code dark}, {@code light} or {@code auto}; null for auto
   * @param title the title; null for that of the recording
   * @throws IllegalArgumentException if they are invalid
   */
  public static Export of(String to, String at, String theme, String title) {
    RecordingFormat format = RecordingFormat.of(to);
    Export export = new Export(Path.of(to), format, seconds(at), ThemeChoice.of(theme), title);
    if (format == null) {
      throw new IllegalArgumentException(
          "expected an output file: "
              + RecordingFormat.list()
              + " for a recording, .c for a scenario; given "
              + to);
    }
    if (at != null && format != RecordingFormat.SVG) {
      throw new IllegalArgumentException(
          "expected an .svg with a time: a still is a picture, given " + to);
    }
    return export;
  }

  private static Double seconds(String at) {
    if (at == null) {
      return null;
    }
    if (at.equals("end")) {
      return Double.MAX_VALUE;
    }
    Matcher time = TIME.matcher(at);
    if (!time.matches()) {
      throw new IllegalArgumentException("at: expected seconds, m:ss or end, given " + at);
    }
    double minutes = time.group(1) == null ? 0 : Double.parseDouble(time.group(1));
    return minutes * 60 + Double.parseDouble(time.group(2));
  }

  /**
   * Reads the recording and writes the file.
   *
   * @throws BadCast if it is not a recording
   * @throws IOException with a message that contains the file and the reason
   */
  public void of(Path recording) throws BadCast, IOException {
    if (Files.isDirectory(recording)) {
      throw new IOException(recording + ": cannot be read (is a directory)");
    }
    if (Files.exists(recording) && !Files.isRegularFile(recording)) {
      throw new IOException(recording + ": cannot be read (is not a regular file)");
    }
    if (Files.exists(recording) && Files.size(recording) > LARGEST) {
      throw new IOException(recording + ": cannot be read (is larger than 256 MB)");
    }
    Recording file = new CastFile(recording);
    try {
      // validates the whole recording before anything is written
      file.duration();
    } catch (IOException e) {
      throw new IOException(recording + ": cannot be read (" + why(e) + ")", e);
    }
    // UTF-8, under a temporary name, renamed when complete
    try (WholeFile made = WholeFile.begin(to);
        Writer out = new BufferedWriter(new OutputStreamWriter(made, StandardCharsets.UTF_8))) {
      write(file, out);
      out.flush();
      made.finish();
    }
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
  }

  /** The contents of the file, for a recording in memory. */
  String text(Cast cast) throws BadCast, IOException {
    StringWriter out = new StringWriter();
    write(cast, out);
    return out.toString();
  }

  /** Writes the contents of the file. */
  void write(Recording recording, Writer out) throws BadCast, IOException {
    String given = title == null ? recording.header().title() : title;
    String name = given == null ? null : EscapedText.word(given);
    switch (format) {
      case HTML -> HtmlPage.write(recording, theme, name, out);
      case MD -> MarkdownTranscript.write(recording, name, out);
      case SVG ->
          SvgPicture.write(
              recording, at == null ? -1 : Math.round(Math.min(at, 1e9) * 1e9), theme, name, out);
    }
  }
}

package ipcsh.site;

import ipcsh.command.CTranslator;
import ipcsh.command.Lesson;
import ipcsh.command.UnsupportedInC;
import ipcsh.handle.TextFile;
import ipcsh.handle.UsageException;
import ipcsh.scenario.ExpectedTranscript;
import ipcsh.scenario.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a lesson's page is made of.
 *
 * @param lesson the lesson
 * @param base the name of its files without an extension, {@code 22-passing-a-descriptor}
 * @param source the text of its script
 * @param transcript the stored transcript, null if there is none
 * @param program the program in C; null if it cannot be expressed in C
 * @param reason why not, or null
 * @param pictures what draw and sequence show in it, as SVG, in their order
 */
record SiteLesson(
    Lesson lesson,
    String base,
    String source,
    String transcript,
    String program,
    String reason,
    List<String> pictures) {
  private static final String COMMENT = "//";
  private static final Pattern NUMBER = Pattern.compile("^Lesson \\d+\\. ");

  /** Narration that differs from run to run. */
  private static final Pattern VARYING =
      Pattern.compile("(?m)^\\s*say \\(?(['\"])(.*)\\1\\)?\\s*// varies\\s*$");

  private static final Pattern VALUE = Pattern.compile("\\$\\{[^}]*\\}|\\$\\w+(?:\\.\\w+)*");

  static SiteLesson of(Lesson lesson, CTranslator translator) throws IOException {
    Path file = lesson.file();
    String name = file.getFileName().toString();
    String base = name.replaceFirst("\\.groovy$", "");
    String source = TextFile.read(file);
    Path beside = ExpectedTranscript.beside(file);
    String transcript = Files.exists(beside) ? TextFile.read(beside) : null;
    List<String> pictures = new ArrayList<>();
    for (Path picture : PictureFiles.of(file)) {
      pictures.add(TextFile.read(picture));
    }
    String program = null;
    String reason = null;
    try {
      program = translator.program(name, base + ".c", source);
    } catch (UnsupportedInC e) {
      reason = (e.line() > 0 ? "line " + e.line() + ": " : "") + e.getMessage();
    } catch (UsageException e) {
      reason = e.getMessage();
    }
    return new SiteLesson(lesson, base, source, transcript, program, reason, pictures);
  }

  String title() {
    return lesson.title().isEmpty() ? lesson.name() : lesson.title();
  }

  /** What it is about: the comment at the start of the script. */
  String intro() {
    StringBuilder intro = new StringBuilder();
    for (String line : source.lines().takeWhile(line -> line.startsWith(COMMENT)).toList()) {
      intro.append(line.substring(COMMENT.length()).strip()).append(' ');
    }
    return NUMBER.matcher(intro.toString().strip()).replaceFirst("");
  }

  /** Narration whose values differ from run to run, with … in place of each value. */
  Deque<String> varyingNarration() {
    Deque<String> all = new ArrayDeque<>();
    Matcher say = VARYING.matcher(source);
    while (say.find()) {
      all.add(VALUE.matcher(say.group(2)).replaceAll("…"));
    }
    return all;
  }
}

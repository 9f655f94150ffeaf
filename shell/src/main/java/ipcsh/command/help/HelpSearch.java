package ipcsh.command.help;

import ipcsh.command.Context;
import ipcsh.command.HelpPage;
import ipcsh.command.Lesson;
import ipcsh.command.course.Exercise;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import ipcsh.draw.WrappedText;
import ipcsh.handle.TextFile;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.text.EscapedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds help by any word: terms of books, commands, errnos, constants, lessons and exercises. What
 * is found is a line to type next, with what it shows; the best ones first.
 */
public final class HelpSearch {
  private static final int MOST = 14;
  private static final int TERM = 100;
  private static final int NAME = 80;
  private static final int TITLE = 60;
  private static final int SUMMARY = 40;
  private static final int CODE = 25;
  private static final int DETAILS = 10;
  private static final int MOST_LESSONS = 4;
  private static final int LONGEST = 200;

  /** Shorter words are in too many names. */
  private static final int SHORTEST = 3;

  private static final Pattern LINE = Pattern.compile("(lesson|exercise|help) (.+)");

  private final Context context;
  private final List<Found> found = new ArrayList<>();

  /** A line to type, and what it shows. */
  private record Found(int rank, String line, String shows) {}

  public HelpSearch(Context context) {
    this.context = context;
  }

  /** What was found, on a page; null if nothing. */
  public HelpPage find(String given) {
    String query = given.strip().toLowerCase(Locale.ROOT);
    if (query.isEmpty() || query.length() > LONGEST) {
      return null;
    }
    List<String> heads = new ArrayList<>();
    terms(query, heads);
    if (query.length() < SHORTEST && !heads.isEmpty()) {
      return page(given, heads);
    }
    constant(given.strip(), heads);
    commands(query);
    errnos(query);
    lessons(given.strip(), query);
    found.sort(Comparator.comparingInt(Found::rank).reversed());
    return heads.isEmpty() && found.isEmpty() ? null : page(given, heads);
  }

  private void add(int rank, String line, String shows) {
    if (found.stream().noneMatch(each -> each.line.equals(line))) {
      found.add(new Found(rank, line, shows));
    }
  }

  private void terms(String query, List<String> heads) {
    List<BookTerm> all = BookTerm.all();
    List<BookTerm> exact = all.stream().filter(term -> isNamed(term, query)).toList();
    List<BookTerm> some =
        exact.isEmpty()
            ? all.stream()
                .filter(term -> term.names().stream().anyMatch(n -> has(n, query)))
                .toList()
            : exact;
    for (BookTerm term : some.subList(0, Math.min(2, some.size()))) {
      String others = String.join(", ", term.names().subList(1, term.names().size()));
      heads.add(
          term.names().get(0)
              + (others.isEmpty() ? "" : " (also: " + others + ")")
              + ": "
              + term.meaning()
              + ".");
      int rank = TERM;
      for (String line : term.lines()) {
        add(rank--, line, shows(line));
      }
    }
  }

  private static boolean isNamed(BookTerm term, String query) {
    return term.names().stream().anyMatch(name -> same(name.toLowerCase(Locale.ROOT), query));
  }

  /** Whether they differ at most by a plural. */
  private static boolean same(String one, String other) {
    return singular(one).equals(singular(other));
  }

  private static String singular(String words) {
    return words.endsWith("ies")
        ? words.substring(0, words.length() - 3) + "y"
        : words.endsWith("s") ? words.substring(0, words.length() - 1) : words;
  }

  private String shows(String line) {
    Matcher match = LINE.matcher(line);
    String name = match.matches() ? match.group(2) : line.split("[ (]")[0];
    String kind = match.matches() ? match.group(1) : "";
    if (kind.equals("lesson")) {
      return Lesson.course(context).stream()
          .filter(each -> each.isMeantBy(name))
          .map(Lesson::title)
          .findFirst()
          .orElse("");
    }
    if (kind.equals("exercise")) {
      return Exercise.all(context).stream()
          .filter(each -> name.equals("" + each.number()) || name.equals(each.name()))
          .map(Exercise::title)
          .findFirst()
          .orElse("");
    }
    CommandModel command = context.registry().find(name);
    return command == null ? "" : command.summary();
  }

  /** Which commands take a constant. */
  private void constant(String name, List<String> heads) {
    Integer value = context.constants().get(name);
    if (value == null) {
      return;
    }
    heads.add(name + " = " + value + " (0x" + Integer.toHexString(value) + ")");
    for (CommandModel command : context.registry().all()) {
      for (Parameter parameter : command.positional()) {
        if (parameter.families().stream().anyMatch(name::startsWith)) {
          add(TITLE, "help " + command.name(), command.summary());
        }
      }
    }
  }

  private void commands(String query) {
    for (CommandModel command : context.registry().all()) {
      int rank =
          query.length() >= SHORTEST && command.name().contains(query)
              ? NAME
              : has(command.summary(), query)
                  ? SUMMARY
                  : has(command.topic().title(), query) || has(command.details(), query)
                      ? DETAILS
                      : 0;
      if (rank > 0) {
        add(rank, "help " + command.name(), command.summary());
      }
    }
  }

  private void errnos(String query) {
    String name = query.toUpperCase(Locale.ROOT);
    for (Errno errno : Errno.values()) {
      boolean named = errno.name().equals(name) || query.equals("" + errno.getNumber());
      if (named
          || has(errno.getMessage(), query)
          || query.length() > 3 && errno.name().contains(name)) {
        add(
            named ? NAME : SUMMARY - 1,
            "errno " + errno,
            errno.getMessage() + " (" + errno.getNumber() + ")");
      }
    }
  }

  private void lessons(String given, String query) {
    int using = 0;
    for (Lesson lesson : Lesson.course(context)) {
      if (has(lesson.title() + " " + lesson.name().replace('-', ' '), query)) {
        add(TITLE, "lesson " + lesson.number(), lesson.title());
      } else if (using < MOST_LESSONS && uses(lesson, given)) {
        using++;
        add(CODE, "lesson " + lesson.number(), lesson.title());
      }
    }
    for (Exercise exercise : Exercise.all(context)) {
      if (has(exercise.title() + " " + exercise.name().replace('-', ' '), query)) {
        add(TITLE - 1, "exercise " + exercise.number(), exercise.title());
      }
    }
  }

  private boolean uses(Lesson lesson, String given) {
    String text =
        context.withOwnTable(
            () -> {
              try {
                return TextFile.read(lesson.file());
              } catch (IOException unreadable) {
                return "";
              }
            });
    return Pattern.compile("(?<!\\w)" + Pattern.quote(given) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
        .matcher(text)
        .find();
  }

  /** Whether a text has all words of the query, as whole words or as beginnings of them. */
  private static boolean has(String text, String query) {
    String in = text.toLowerCase(Locale.ROOT);
    for (String word : query.split("\\s+")) {
      int length = word.length() > 4 && word.endsWith("s") ? word.length() - 1 : word.length();
      String stem = word.substring(0, length);
      if (!Pattern.compile("(?<![a-z0-9])" + Pattern.quote(stem)).matcher(in).find()) {
        return false;
      }
    }
    return true;
  }

  private HelpPage page(String given, List<String> heads) {
    Set<String> lines = new LinkedHashSet<>(heads);
    List<Found> best = found.subList(0, Math.min(MOST, found.size()));
    int width = best.stream().mapToInt(each -> each.line.length()).max().orElse(0);
    int more = found.size() - best.size();
    return HelpPage.verbatim(
        columns -> {
          List<String> shown = new ArrayList<>();
          lines.forEach(line -> shown.add(WrappedText.wrap(EscapedText.lines(line), columns, 2)));
          if (lines.isEmpty()) {
            shown.add(EscapedText.word(given) + " is found in:");
          }
          for (Found each : best) {
            String line = String.format("  %-" + (width + 2) + "s%s", each.line, each.shows);
            shown.add(
                WrappedText.wrap(EscapedText.lines(line.stripTrailing()), columns, width + 4));
          }
          if (more > 0) {
            shown.add(
                "  and " + more + " more: add a word, help '" + EscapedText.word(given) + " ...'");
          }
          return String.join("\n", shown);
        });
  }
}

package ipcsh.cexport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Helper functions of a C program: written at the top of the file, in this order, if they are used.
 * Each is a C file among the resources, {@code die.c}: the headers that it needs, and its text. The
 * file is read when the helper is first needed.
 */
enum Helper {
  DIE,
  CHECK(DIE),
  CHECK_ERROR(DIE),
  CHECK_MAP(DIE),
  CHECK_SEM(DIE),
  EXPECT,
  FAILS,
  FORMAT,
  TEXT,
  AT_END,
  BRINGS_NOTHING,
  IS_TEXT,
  REPEATED,
  TRIMMED(FORMAT),
  CHARACTERS,
  BEHIND(CHARACTERS),
  FILE_TEXT(DIE),
  FILE_SIZE,
  IS_FILE,
  FILE_NAME,
  DIES_OF(CHECK),
  DIRECTORY(DIE),
  NUMBER,
  BOUNDED,
  UNIX_ADDRESS,
  ADDRESS_TEXT,
  WITHIN(DIE),
  DEADLINE,
  INT_AT,
  FITTING,
  SEND_FDS,
  TAKE_FDS,
  TAKE_CRED,
  RECV_FD(TAKE_FDS),
  SCRATCH(DIE),
  SEND_MESSAGE,
  RECEIVE_MESSAGE,
  STOP,

  /** The helpers from here on use the shared memory of the processes. */
  SHARED(CHECK, CHECK_MAP),
  TURNS(SHARED),
  START(TURNS, STOP),
  END_ROLE(CHECK),
  AWAIT_END(CHECK),
  JOBS(SHARED),
  JOB_DONE(JOBS),
  JOB_ENDED(JOBS),
  AWAIT_JOB(JOBS, DEADLINE),
  JOB_IS_DONE(JOBS),
  WAITS_IN(JOB_IS_DONE);

  /** One definition: the comment before it, and everything up to the next. */
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(?ms)^(?:/\\*.*?\\*/\\n)?(?:#define [^\\n]*\\n|(?:__attribute__[^\\n]*\\n)?static "
              + "(?:[^\\n]*;\\n|[^\\n]*\\{\\n.*?^\\}(?:\\n|\\z)))");

  private static final Pattern NAME =
      Pattern.compile("(?m)^(?:#define |static [^;=()\\[]*?\\b)(\\w+)(?=\\(| \\d|\\s*[;=\\[])");

  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include <(.+)>\\n+");
  private static final Pattern WORDS = Pattern.compile("\\W+");

  /** The helpers that it uses. */
  final List<Helper> uses;

  private String file;

  Helper(Helper... uses) {
    this.uses = List.of(uses);
  }

  List<String> headers() {
    return INCLUDE.matcher(file()).results().map(header -> header.group(1)).toList();
  }

  String text() {
    return INCLUDE.matcher(file()).replaceAll("");
  }

  /** A function, macro or variable of a helper. */
  private record Part(Helper helper, String text, String name, String code) {}

  /**
   * The parts of these helpers that a program uses, directly or indirectly: the text of each, in
   * their order.
   */
  static Map<Helper, String> called(Set<Helper> helpers, List<String> program) {
    List<Part> parts = helpers.stream().flatMap(helper -> helper.parts().stream()).toList();
    Set<Part> called = new LinkedHashSet<>();
    Deque<String> read = new ArrayDeque<>(List.of(Code.of(String.join("\n", program))));
    while (!read.isEmpty()) {
      Set<String> words = WORDS.splitAsStream(read.pop()).collect(Collectors.toSet());
      for (Part part : parts) {
        if (words.contains(part.name) && called.add(part)) {
          read.push(part.code);
        }
      }
    }
    Map<Helper, String> texts = new EnumMap<>(Helper.class);
    parts.stream()
        .filter(called::contains)
        .forEach(part -> texts.merge(part.helper, part.text, String::concat));
    return texts;
  }

  private List<Part> parts() {
    return DEFINITION
        .matcher(text())
        .results()
        .map(
            found -> {
              String code = Code.of(found.group()).strip();
              Matcher name = NAME.matcher(code);
              if (!name.find()) {
                throw new IllegalStateException(this + " defines nothing: " + code);
              }
              return new Part(this, found.group(), name.group(1), code);
            })
        .toList();
  }

  /** The functions, macros and variables that it defines. */
  List<String> names() {
    return parts().stream().map(Part::name).toList();
  }

  private synchronized String file() {
    if (file == null) {
      file = read(name().toLowerCase(Locale.ROOT) + ".c");
    }
    return file;
  }

  private static String read(String name) {
    try (InputStream in = Helper.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}

package ipcsh.language.cprogram;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the calls of a program share: written into the file if it is used, above the rest, in this
 * order. Each is a piece of C among the resources, {@code die.c}: the headers that it needs, and
 * its text. The file is read when the helper is needed first.
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
  NUMBER,
  BOUNDED,
  UNIX_ADDRESS,
  ADDRESS_TEXT,
  WITHIN(DIE),
  DEADLINE,
  INT_AT,
  SEND_FDS,
  TAKE_FDS,
  TAKE_CRED,
  RECV_FD(TAKE_FDS),
  SCRATCH(DIE),
  STOP,

  /** From here on they use what all processes see. */
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

  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include <(.+)>\\n+");
  private static final Pattern NAMES =
      Pattern.compile("(?m)^(?:#define |static [^;=()]*?\\b)(\\w+)(?=\\()");

  /** Those that it uses. */
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

  /** The functions and macros that it defines. */
  List<String> names() {
    return NAMES.matcher(file()).results().map(name -> name.group(1)).toList();
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

package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No variable or function of a scenario has the name of one in the headers. */
class CNamesTest {
  /** The headers that the programs include, and more. */
  private static final String HEADERS =
      """
      #define _GNU_SOURCE
      #include <arpa/inet.h>
      #include <assert.h>
      #include <ctype.h>
      #include <errno.h>
      #include <fcntl.h>
      #include <ftw.h>
      #include <limits.h>
      #include <netinet/in.h>
      #include <netinet/tcp.h>
      #include <poll.h>
      #include <pty.h>
      #include <sys/epoll.h>
      #include <pthread.h>
      #include <semaphore.h>
      #include <signal.h>
      #include <stdarg.h>
      #include <stddef.h>
      #include <stdint.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/file.h>
      #include <sys/ioctl.h>
      #include <sys/mman.h>
      #include <sys/prctl.h>
      #include <sys/resource.h>
      #include <sys/socket.h>
      #include <sys/stat.h>
      #include <sys/syscall.h>
      #include <sys/uio.h>
      #include <sys/un.h>
      #include <sys/wait.h>
      #include <time.h>
      #include <unistd.h>
      """;

  private static final List<String> FUNCTIONS_OF_THE_COMPILER =
      List.of("ceil", "cos", "exp", "floor", "fmax", "fmin", "log", "pow", "round", "sin", "sqrt");

  @TempDir Path directory;

  private List<String> said(String option, String pattern) throws IOException {
    Tools.need("gcc");
    Files.writeString(directory.resolve("all.c"), HEADERS);
    Outcome outcome = Tools.run(directory, "gcc", "-std=gnu17", "-E", option, "all.c");
    assertThat(outcome.status()).isZero();
    return Pattern.compile(pattern)
        .matcher(outcome.out())
        .results()
        .map((MatchResult found) -> found.group(1))
        .distinct()
        .toList();
  }

  /** A macro without parameters is replaced everywhere, also in a structure. */
  @Test
  void noneIsAMacro() throws IOException {
    List<String> macros = said("-dM", "(?m)^#define ([a-z]\\w*) ");
    assertThat(macros).contains("errno", "sa_handler", "si_pid", "st_mtime", "s6_addr", "unix");
    assertThat(macros).allSatisfy(name -> assertThat(new CNames().take(name)).isNotEqualTo(name));
  }

  @Test
  void outsideOfTheFunctionsNoneIsAFunction() throws IOException {
    List<String> functions =
        said("-P", "(?m)^extern [^;{}()]*?\\b([a-z]\\w*) ?\\([^;{}]*?\\)[^;{}]*;");
    assertThat(functions).hasSizeGreaterThan(500).contains("asprintf", "clock_gettime", "isdigit");
    assertThat(functions)
        .allSatisfy(name -> assertThat(new CNames().takeOutside(name)).isNotEqualTo(name));
    assertThat(FUNCTIONS_OF_THE_COMPILER)
        .allSatisfy(name -> assertThat(new CNames().takeOutside(name)).isNotEqualTo(name));
  }

  @Test
  void othersStayAsTheyAre() {
    for (String name : List.of("total", "token", "size_r", "process_id", "unit", "server", "s")) {
      assertThat(new CNames().takeOutside(name)).isEqualTo(name);
    }
    assertThat(new CNames().take("round")).isEqualTo("round");
    assertThat(new CNames().take("argc")).isEqualTo("argc_");
  }

  @Test
  void aLongTextIsReadThrough() {
    String text = "x%\\".repeat(20_000);
    assertThat(Code.of("a(\"" + text.replace("\\", "\\\\") + "\", 'b');")).isEqualTo("a( ,  );");
  }
}

package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.language.cprogram.CLine;
import ipcsh.language.cprogram.CProgram;
import ipcsh.language.cprogram.Kind;
import ipcsh.language.cprogram.NotInC;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said in C, line by line, and what is refused. */
class CProgramTest {
  private static final Map<String, Kind> KNOWN =
      Map.of(
          "s", Kind.UNIX_SOCKET,
          "t", Kind.INET_SOCKET,
          "fd", Kind.DESCRIPTOR,
          "m", Kind.MESSAGE,
          "r", Kind.REGION);

  private static CLine line(String text) {
    return CLine.of(text, KNOWN::get);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          s = socket AF_UNIX, SOCK_DGRAM     | int s = socket(AF_UNIX, SOCK_DGRAM, 0);
          bind s, '@x'                       | bind(s, (struct sockaddr *)&address, offsetof(struct sockaddr_un, sun_path) + 2);
          m = recvfrom s, 3                  | ssize_t m_size = recvfrom(s, m, 3, 0, NULL, NULL);
          sendto s, 'ABC', m.from            | sendto(s, "ABC", 3, 0, (struct sockaddr *)&m_from, m_from_size);
          fd.write 'a"b'                     | write(fd, "a\\"b", 3);
          lseek fd, 0                        | lseek(fd, 0, SEEK_SET);
          f = open '/x', O_CREAT, 0600       | int f = open("/x", O_CREAT, 0600);
          l = accept(t)                      | int l = accept(t, NULL, NULL);
          fails(EBADF) { close 77 }          | close(77);
          """)
  void saysALine(String text, String c) {
    assertThat(line(text).lines()).contains(c);
  }

  @Test
  void saysWhatElseALineNeeds() {
    CLine bind = line("bind t, '127.0.0.1:80'");
    assertThat(bind.refusal()).isNull();
    assertThat(bind.headers()).contains("sys/socket.h", "netinet/in.h");
    assertThat(bind.pages()).isEqualTo(List.of("bind(2)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x = [1, 2]                         | is not translated
          f = { it }                         | write it as a function
          def x                              | has no type in C
          x = 1 / 2                          | a.intdiv(b)
          println fd                         | print its number
          x = 1; x = 'a'                     | another name for it would do
          y = nobody                         | nothing is known of this name
          poll([fd])                         | poll(...).size() is translated
          fails(EFAULT) { poke r, 0, 'x' }   | SIGSEGV
          bind fd, '127.0.0.1:1'             | of which family
          r.getInt 3                         | no multiple of 4
          inject 'write', EINTR              | did not give
          'x'.padRight 3                     | there is no padRight
          open "a\\0b"                       | ends there in C
          class A { }                        | a definition is not translated alone
          }                                  | not of the language
          """)
  void refusesALine(String text, String why) {
    CLine line = line(text);
    assertThat(line.refusal()).contains(why);
    assertThat(line.lines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a = shell 'a'; 2.times { a { getpid() }; close 3 } | turns have an order
          a = shell 'a', user: 'nobody'                     | is not translated
          a = shell 'a'; a { (r, w) = pipe() }; a.r         | pass it by sendfd
          c = fork(); (r, w) = pipe(); c { read r }         | pass it by sendfd
          c = fork(); c { exit 0 }; c { getpid() }          | has ended
          c = fork(); c { if (getpid() > 1) exit 0 }        | where it always happens
          a = shell 'a'; b = shell 'b'; a { b { 1 } }       | is not translated
          c = fork(); c { bg { 1 } }                        | in the scenario's own lines
          c = fork(); p = c.start { 1 }; c { p.get() }      | only the scenario's own lines
          def f(x) { [x] }; f 1                             | is not translated
          x = (1..getpid()).collect { it }                  | how many these are has to stand there
          x = [1, 'a']                                      | of one type
          x = [1, 2]; assert x == [1, 2, 3]                 | of different lengths
          x = [1, 2]; println x[2]                          | within the list
          for (i = 0; i < 3; i++) { if (i == 1) continue }  | says continue
          if (getpid() > 1) f = { 1 }                       | where it is a function
          x = 3 ** 3                                        | only the square
          t = thread 't'; p = t.start { 1 }; p.cancel()     | for a process
          c = fork(); assert c.state() == 'read(3, ...)'    | for what was started
          try { close 3 } catch (UsageException e) { }      | only catch
          r = mmap 8; r.getInt 8                            | outside of the region
          import java.util.List; x = 1                      | an import
          try { close 3 } finally { close 4 }               | only catch
          """)
  void refusesAScenario(String text, String why) {
    assertThatThrownBy(() -> program(text))
        .isInstanceOf(NotInC.class)
        .hasMessageContaining(why)
        .extracting(e -> ((NotInC) e).line())
        .isEqualTo(1);
  }

  private static String program(String text) {
    return CProgram.of("x.groovy", "x.c", text);
  }

  @Test
  void aProgramHasJustTheHelpersThatItUses() {
    String small = program("println 'x'");
    assertThat(small).contains("printf(\"x\\n\");").doesNotContain("check").doesNotContain("sem_t");
    assertThat(program("close 3")).contains("check(close(3));").doesNotContain("expect");
  }

  @Test
  void commentsGoAlong() {
    String program = program("// What it is for */ .\n\n// first\nclose 3\n");
    assertThat(program).startsWith("/* What it is for * / .\n").contains("/* first */\n    check(");
  }
}

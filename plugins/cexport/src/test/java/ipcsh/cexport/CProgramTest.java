package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.command.UnsupportedInC;
import ipcsh.kit.BuiltIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The C of single lines, and what is refused. */
class CProgramTest {
  private static final Map<String, Kind> KNOWN =
      Map.of(
          "s", Kind.UNIX_SOCKET,
          "t", Kind.INET_SOCKET,
          "fd", Kind.DESCRIPTOR,
          "m", Kind.MESSAGE,
          "r", Kind.REGION);

  private static CLine line(String text) {
    return CLine.of(BuiltIn.COMMANDS::find, text, KNOWN::get);
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
          int fd = socket()                  | int fd = socket(AF_UNIX, SOCK_STREAM, 0);
          if ((q = socket()) < 0) close 3    | if (q < 0) {
          assert fd > 0                      | assert(fd > 0);
          printf("%d\\n", fd)                | printf("%d\\n", fd);
          if (m.from == NULL) close 3        | if (m_from_size <= sizeof(sa_family_t)) {
          cd '/tmp'                          | chdir("/tmp");
          d = getcwd()                       | strcpy(d, getcwd(directory2, sizeof directory2));
          bind s, '@tight\\0\\0'             | struct sockaddr_un address = { AF_UNIX, "\\0tight\\000\\000" };
          bind s, './@x'                     | struct sockaddr_un address = { AF_UNIX, "./@x" };
          sendfd s, fd                       | memcpy(CMSG_DATA(header), &(int){ fd }, sizeof(int));
          kill 5                             | kill(5, SIGTERM);
          waitpid()                          | waitpid(-1, &status, 0);
          wait()                             | wait(&status);
          recv s                             | recv(s, buffer, 65536, 0);
          sendfd s, fd, flags: MSG_DONTWAIT  | sendmsg(s, &message, MSG_DONTWAIT);
          f = mq_open '/q'                   | int f = mq_open("/q", O_RDWR);
          f = mq_open '/q', O_CREAT          | int f = mq_open("/q", O_CREAT, 0600, NULL);
          mq_open '/q', O_CREAT, maxmsg: 4   | mq_open("/q", O_CREAT, 0600, &(struct mq_attr){ .mq_maxmsg = 4, .mq_msgsize = 8192 });
          mq_send fd, 'abc', 3               | mq_send(fd, "abc", 3, 3);
          mq_receive fd, 100                 | mq_receive(fd, buffer, 100, NULL);
          println mq_receive(fd).priority    | ssize_t n = mq_receive(fd, buffer, 65536, &buffer_priority);
          println mq_getattr(fd).curmsgs     | mq_getattr(fd, &attributes);
          mq_setattr fd, O_NONBLOCK          | mq_setattr(fd, &(struct mq_attr){ .mq_flags = O_NONBLOCK }, &attributes);
          mq_notify fd, SIGUSR1              | mq_notify(fd, &(struct sigevent){ .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 });
          mq_notify fd, null                 | mq_notify(fd, NULL);
          mq_unlink '/q'                     | mq_unlink("/q");
          lockf fd, F_TLOCK, 5               | lockf(fd, F_TLOCK, 5);
          fcntl fd, F_SETLK, [type: F_WRLCK, len: 9] | fcntl(fd, F_SETLK, &(struct flock){ .l_type = F_WRLCK, .l_len = 9 });
          l = fcntl(fd, F_GETLK, [type: F_RDLCK]) | fcntl(fd, F_GETLK, &lock);
          l = [type: F_UNLCK, l_start: -2]   | struct flock l = { .l_type = F_UNLCK, .l_start = -2 };
          fcntl fd, F_DUPFD_QUERY, s         | fcntl(fd, F_DUPFD_QUERY, s);
          f = recvfd(s)                      | int f = *(int *)CMSG_DATA(CMSG_FIRSTHDR(&message));
          """)
  void saysALine(String text, String c) {
    assertThat(line(text).lines()).contains(c);
  }

  /**
   * The members of a message that are used determine the receiving function, whatever the command
   * was.
   */
  @ParameterizedTest
  @ValueSource(strings = {"read(s)", "recv(s)", "recvfrom(s)", "recvmsg(s, control: 64)"})
  void whateverIsAskedOfAMessage(String call) {
    String socket = "s = socket(AF_UNIX, SOCK_DGRAM)\nm = " + call + "\n";
    for (String asked : List.of("m.text", "m.eof", "m.size", "m.truncated", "m.cred.pid")) {
      try {
        assertThat(program(socket + "println " + asked)).contains("int main(void)");
      } catch (UnsupportedInC refused) {
        assertThat(refused).hasMessageContaining(asked);
      }
    }
  }

  @Test
  void aFileIsMappedWhicheverWayItIsGiven() {
    String c = "char *k = mmap(NULL, 9, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);";
    assertThat(line("k = mmap fd, 9").lines()).contains(c);
    assertThat(line("k = mmap 9, fd: fd").lines()).contains(c);
    assertThat(line("k = mmap 9").lines())
        .contains(c.replace("MAP_SHARED, fd", "MAP_SHARED | MAP_ANONYMOUS, -1"));
  }

  /** With -Wall an unused label is an error. */
  @Test
  void aBlockThatCannotFailHasNoLabel() {
    assertThat(program("fails(EINTR) { 3 }")).doesNotContain("failed:");
    assertThat(program("(a, b) = pipe()\nfails(EBADF) { close a; close b }"))
        .contains("goto failed;", "failed:");
  }

  /** The kind of name in a variable determines what is written; if it is unknown, both are. */
  @Test
  void anAddressInAVariableIsWrittenAsWhatItIs() {
    assertThat(named("/tmp/x")).contains("bind(s, (struct sockaddr *)&address, sizeof address);");
    assertThat(named("@x"))
        .contains(
            "address.sun_path[0] = '\\0';",
            "bind(s, (struct sockaddr *)&address, offsetof(struct sockaddr_un, sun_path) + strlen(n));");
    assertThat(named(null)).contains("if (address.sun_path[0] == '@')");
    assertThat(line("bind s, \"@x-${getpid()}\"").lines()).contains("address.sun_path[0] = '\\0';");
    assertThat(
            CLine.of(BuiltIn.COMMANDS::find, "bind s, n", KNOWN_AND_N::get, name -> "@tight\\0")
                .refusal())
        .contains("an address with escapes");
  }

  private static final Map<String, Kind> KNOWN_AND_N =
      Map.of("s", Kind.UNIX_SOCKET, "n", Kind.TEXT);

  private static List<String> named(String text) {
    return CLine.of(BuiltIn.COMMANDS::find, "bind s, n", KNOWN_AND_N::get, name -> text).lines();
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
          x = 1; x = 'a'                     | use another name
          y = nobody                         | this name is unknown
          poll([fd])                         | poll(...).size() is translated
          epoll_wait(fd)                     | epoll_wait(...).size() is translated
          select(read: [fd])                 | a program of C fills
          fails(EFAULT) { poke r, 0, 'x' }   | SIGSEGV
          bind fd, '127.0.0.1:1'             | the address family
          r.getInt 3                         | not a multiple of 4
          inject 'write', EINTR              | no injected results
          'x'.padRight 3                     | there is no padRight
          open "a\\0b"                       | ends there in C
          class A { }                        | a definition is not translated on its own
          int x = 'a'                        | x is of type int
          byte x = 1                         | int and long are translated
          printf "%d"                        | %d has no value
          printf "%q", 1                     | expected one conversion
          cd '-'                             | the shell knows
          z = socket(AF_NETLINK); bind z, 'netlink 7' | AF_UNIX and AF_INET are translated
          z = socket(AF_VSOCK); connect z, '2:1024'   | AF_UNIX and AF_INET are translated
          r[0] = 300                         | does not fit into a number of 8 bits
          r.putByte 0, -129                  | does not fit into a number of 8 bits
          r.putInt 0, 4294967296             | does not fit into a number of 32 bits
          sendfd s, fd, to: '@x'             | sendfd with to: is not translated
          ioctl fd, FIONREAD, 1              | ioctl with value is not translated
          close fd, force: true              | close with force: is not translated
          pthread_cond_init r, 0, robust: true | pthread_cond_init with robust: is not translated
          getpid 1                           | getpid takes no more than
          close()                            | close requires fd
          mq_notify(fd) { 1 }                | on a thread of its own in C
          }                                  | not valid in the language
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
          a = shell 'a'; 2.times { a { getpid() }; close 3 } | the order of turns must be fixed
          a = shell 'a', user: 'nobody'                     | is not translated
          a = shell 'a'; a { (r, w) = pipe() }; a.r         | pass it by sendfd
          c = fork(); (r, w) = pipe(); c { read r }         | pass it by sendfd
          c = fork(); c { exit 0 }; c { getpid() }          | has ended
          c = fork(); c { if (getpid() > 1) exit 0 }        | where it is unconditional
          a = shell 'a'; b = shell 'b'; a { b { 1 } }       | is not translated
          c = fork(); c { bg { 1 } }                        | only at the top level of the scenario
          c = fork(); p = c.start { 1 }; c { p.get() }      | only the top level of the scenario
          def f(x) { [x] }; f 1                             | is not translated
          x = (1..getpid()).collect { it }                  | their number must be a literal
          x = [1, 'a']                                      | have one type
          x = [1, 2]; assert x == [1, 2, 3]                 | have different lengths
          x = [1, 2]; println x[2]                          | within the list
          for (i = 0; i < 3; i++) { if (i == 1) continue }  | without continue
          if (getpid() > 1) f = { 1 }                       | only as a function
          x = 3 ** 3                                        | only the square
          t = thread 't'; p = t.start { 1 }; p.cancel()     | for a process
          c = fork(); assert c.state() == 'read(3, ...)'    | only for started blocks
          try { close 3 } catch (UsageException e) { }      | only try with catch
          r = mmap 8; r.getInt 8                            | outside the region
          import java.util.List; x = 1                      | an import
          try { close 3 } finally { close 4 }               | only try with catch
          x = 1; x = 5000000000                             | start with a long
          x = 5000000000; x += 1; x = 1                     | start with a long
          c = fork(); c { 1 }; wait()                       | use waitpid(child)
          c = fork(); c { 1 }; waitpid()                    | use waitpid(child)
          c = fork(); c { exit 3 }; println waitpid(c)      | print its number
          a = shell 'a'; a { printf("x") }                  | prints whole lines
          """)
  void refusesAScenario(String text, String why) {
    assertThatThrownBy(() -> program(text))
        .isInstanceOf(UnsupportedInC.class)
        .hasMessageContaining(why)
        .extracting(e -> ((UnsupportedInC) e).line())
        .isEqualTo(1);
  }

  private static String program(String text) {
    return CProgram.of(BuiltIn.COMMANDS::find, "x.groovy", "x.c", text);
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

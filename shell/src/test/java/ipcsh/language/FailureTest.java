package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.handle.UsageException;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failed calls, invalid arguments, and their messages. */
@OnShell
class FailureTest {
  @Test
  void exceptionHasErrnoAndCall(Shell shell) {
    shell.run(
        """
        try {
          open '/no/such/file', O_RDWR | O_CREAT, 0600
          assert false
        } catch (e) {
          assert e.errno == ENOENT && e.errno.number == 2
          assert e.errno.message == 'No such file or directory'
          assert e.call == 'open("/no/such/file", O_RDWR|O_CREAT, 0600)'
          assert e.message == e.call + ' = -1 ENOENT (No such file or directory)'
        }
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bind s, '/no/such/x'              ; bind(N, \"/no/such/x\")",
        "connect s, '@nobody'              ; connect(N, \"@nobody\")",
        "send s, 'hello', MSG_DONTWAIT     ; send(N, \"hello\", MSG_DONTWAIT)",
        "recv s, 5                         ; recv(N, 5)",
        "recv s, 5, MSG_PEEK | MSG_WAITALL ; recv(N, 5, MSG_PEEK|MSG_WAITALL)",
        "accept s                          ; accept(N)",
        "listen s, 7                       ; listen(N, 7)",
        "read s, 9                         ; read(N, 9)",
        "write s, hex('00 ff')             ; write(N, \"\\0\\377\")",
        "lseek s, 3, SEEK_END              ; lseek(N, 3, SEEK_END)",
        "getsockopt s, SOL_SOCKET, 9999    ; getsockopt(N, SOL_SOCKET, 9999)",
        "fcntl s, F_SETPIPE_SZ, 4096       ; fcntl(N, F_SETPIPE_SZ, 4096)",
        "sendto s, 'x', '@nobody'          ; sendto(N, \"x\", \"@nobody\")",
        "getpeername s                     ; getpeername(N)",
        "mkfifo '/no/x'                    ; mkfifo(\"/no/x\", 0666)",
        "unlink '/no/x'                    ; unlink(\"/no/x\")",
        "socket 99                         ; socket(99, SOCK_STREAM)",
        "dup2 s, -1                        ; dup2(N, -1)",
        "sendmsg s, 'x', to: '@nobody'     ; sendmsg(N, \"x\")",
      },
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '`')
  void callIsWordedAsInC(String code, String call, Shell shell) {
    SysException e = (SysException) shell.failure("s = socket()\n" + code);
    int number = (Integer) shell.run("s.number");
    assertThat(e.getCall()).isEqualTo(call.replace("(N", "(" + number));
  }

  @Test
  void failsGivesTheException(Shell shell) {
    SysException e = (SysException) shell.run("fails(ENOENT) { open '/no/such/file' }");
    assertThat(e.getErrno()).isEqualTo(Errno.ENOENT);
    assertThat(shell.rendered("fails(ENOENT) { open '/no/such/file' }"))
        .isEqualTo("open(\"/no/such/file\", O_RDONLY) = -1 ENOENT (No such file or directory)");
  }

  @Test
  void failsSaysWhatCameInstead(Shell shell) {
    assertThatThrownBy(() -> shell.run("fails(EAGAIN) { open '/no/such/file' }"))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "expected EAGAIN, but open(\"/no/such/file\", O_RDONLY) = -1 ENOENT (No such file or"
                + " directory)");
    assertThatThrownBy(() -> shell.run("fails(EAGAIN) { 5 }"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("expected EAGAIN, but the block did not fail; it gave 5");
    assertThatThrownBy(() -> shell.run("fails(EAGAIN) { throw new IOException('other') }"))
        .hasMessage("other");
  }

  @Test
  void adviceIsALineBelow(Shell shell) {
    assertThat(shell.complaint("bind socket(), '/no/such/x'"))
        .matches(
            "(?s)test:1: bind\\(\\d+, \"/no/such/x\"\\) = -1 ENOENT .*\n"
                + "  bind socket\\(\\), '/no/such/x'\n  .*directory.*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "bind 'x', '/tmp/x'   ; bind: fd: expected a descriptor, given 'x'",
        "send                 ; send: expected send(fd, data, flags = 0, timeout:), given nothing",
        "listen 1, 2, 3       ; expected listen(fd, backlog = 128), given 1, 2, 3",
        "recv socket(), 'x'   ; recv: n: expected a whole number, given 'x'",
        "recv socket(), -1    ; expected a size of 0 or more, given -1",
        "recv socket(), 1.5   ; expected a whole number, given 1.5",
        "listen socket(), 1L << 40 ; expected a number of 32 bits",
        "send socket(), 5     ; expected data: a String, byte[], a List of ints",
        "send socket(), [300] ; expected numbers from 0 to 255 in the list, given 300",
        "recv socket(), timeout: 'soon' ; recv: timeout: expected a time, 500.ms or 2.s",
        "recv socket(), timeot: 1 ; unknown option timeot:, only timeout:, force:",
        "fails(5) { }         ; fails: errno: expected",
        "bg 5                 ; expected a block { ... }, given 5",
        "hex 'abc'            ; expected pairs of hexadecimal digits",
        "pack '<y', 1         ; format: expected < > = ! @ and letters",
        "pack '<B', 256       ; expected 0 to 255 for 'B', given 256",
        "unpack '<i', 'abc'   ; expected 4 bytes for the format, given 3",
        "open null            ; expected a path, given null",
        "connect socket(AF_INET), 'x' ; expected an AF_INET address, '127.0.0.1:8080', given 'x'",
        "connect socket(AF_INET), '1.2.3.4:70000' ; expected a port from 0 to 65535",
        "connect socket(AF_INET6), '::1:80' ; expected an AF_INET6 address, '[::1]:8080'",
        "sendmsg socket(), 'x', cred: [user: 1] ; cred: expected [pid:, uid:, gid:], given user:",
        "sendmsg socket(), 'x', fds: ['x'] ; expected descriptors in fds:",
        "setsockopt socket(), SOL_SOCKET, SO_SNDBUF, [a: 1] ; this option is an int, given a map",
        "errno 'EAGIAN'       ; did you mean EAGAIN",
        "trace 5              ; expected true or false, given 5",
        "fcntl socket(), F_SETLK, 5 ; F_SETLK expects a map such as [type: F_WRLCK, start: 0, len: 10]",
      })
  void wrongArgumentSaysWhatWasExpected(String code, String said, Shell shell) {
    Throwable e = shell.failure(code);
    assertThat(e).isInstanceOf(UsageException.class);
    assertThat(e.getMessage()).contains(said);
    assertThat(shell.complaint(code)).startsWith("test:1: ").contains(said);
  }

  @Test
  void wrongArgumentShowsAnExample(Shell shell) {
    assertThat(shell.complaint("bind 'x', '/tmp/x'"))
        .isEqualTo(
            """
            test:1: bind: fd: expected a descriptor, given 'x'
              bind 'x', '/tmp/x'
              for example: bind s, '@ipcsh-example'""");
  }

  @Test
  void forgottenCommaIsPointedAt(Shell shell) {
    shell.entry("s = socket()");
    assertThat(shell.complaint("bind s '@x'"))
        .isEqualTo(
            """
            test:1: a comma is missing before this argument of bind
              bind s '@x'
                     ^""");
    assertThat(shell.run("getsockname s")).isEqualTo("");
  }

  @Test
  void unknownCommandHasNearNames(Shell shell) {
    assertThat(shell.complaint("sokcet AF_UNIX"))
        .isEqualTo(
            """
            test:1: no such command or function: 'sokcet'; did you mean socket?
              sokcet AF_UNIX
              ^""");
    assertThat(shell.complaint("xyzzyx 5")).contains("help lists the commands");
  }

  @Test
  void undefinedNameHasNearNames(Shell shell) {
    shell.entry("server = 1");
    assertThat(shell.complaint("println 1 + sever"))
        .isEqualTo(
            """
            test:1: no such variable or command: 'sever'; did you mean server?
              println 1 + sever
                          ^""");
    assertThat(shell.complaint("AF_UNXI")).contains("no such variable or command: 'AF_UNXI'");
  }

  @Test
  void unknownMemberHasNearNames(Shell shell) {
    assertThat(shell.complaint("socket().numbr")).contains("a descriptor has no member 'numbr'");
    assertThat(shell.complaint("socket().lisen(5)")).contains("did you mean listen");
    assertThat(shell.complaint("'x'.send('y')")).contains("send is a command on a handle");
  }

  @Test
  void syntaxErrorPointsAtThePlace(Shell shell) {
    assertThat(shell.complaint("a = (1 + ")).startsWith("test:1: ");
    assertThat(shell.complaint("x = 1\ny = ]")).startsWith("test:2: ").contains("y = ]\n      ^");
  }

  @Test
  void reportsAreShort(Shell shell) {
    for (String code :
        new String[] {"null.x", "1 / 0", "[].get(5)", "'a' as Integer", "assert 1 == 2"}) {
      assertThat(shell.complaint(code))
          .startsWith("test:1: ")
          .doesNotContain("\tat ", "Exception in");
    }
    assertThat(shell.complaint("def f() { f() }\nf()")).contains("nested too deeply");
  }

  @Test
  void errorOfALaterLineNamesItsLine(Shell shell) {
    assertThat(shell.complaint("x = 1\n\n  open '/no/such'\n"))
        .startsWith("test:3: open(")
        .contains("\n    open '/no/such'");
  }

  @Test
  void errorInsideAFunctionOfAnEarlierEntryNamesThatPlace(Shell shell) {
    shell.entry("def f() {\n  open '/no/such'\n}");
    assertThat(shell.complaint("f()")).contains("2: open(").contains("open '/no/such'");
  }
}

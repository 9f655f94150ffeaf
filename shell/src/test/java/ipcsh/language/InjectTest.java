package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Registry;
import ipcsh.handle.UsageException;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.sys.Injections;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code inject}: results that do not come from the kernel. */
@OnShell
class InjectTest {
  /**
   * For each call that transfers data, a line that requests eight bytes and returns how many were
   * transferred.
   */
  private static final Map<String, String> ASK_FOR_EIGHT =
      Map.of(
          "write", "write w, '01234567'",
          "pwrite", "pwrite f, '01234567', 0",
          "send", "send a, '01234567'",
          "sendto", "sendto u, '01234567', '@ipcsh-inject'",
          "sendmsg", "sendmsg a, '01234567'",
          "read", "write w, '01234567'; read(r, 8).size",
          "pread", "write f, '01234567'; pread(f, 8, 0).size",
          "recv", "send a, '01234567'; recv(b, 8).size",
          "recvfrom", "sendto u, '01234567', '@ipcsh-inject'; recvfrom(v, 8).size",
          "recvmsg", "send a, '01234567'; recvmsg(b, 8).size");

  @Test
  void theNextCallFailsAndTheKernelDoesNotSeeIt(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        inject 'write', ENOSPC
        e = fails(ENOSPC) { write w, 'lost' }
        assert e.call == "write(${w.number}, \\"lost\\")"
        assert ioctl(r, FIONREAD) == 0
        assert inject().isEmpty()
        assert write(w, 'kept') == 4 && read(r).text == 'kept'
        """);
  }

  @Test
  void aShortCallIsReallyShort(Shell shell) {
    assertThat(ASK_FOR_EIGHT.keySet()).isEqualTo(Injections.WITH_DATA);
    shell.run(
        """
        (r, w) = pipe()
        (a, b) = socketpair()
        v = socket AF_UNIX, SOCK_DGRAM; bind v, '@ipcsh-inject'
        u = socket AF_UNIX, SOCK_DGRAM
        f = open "$dir/file", O_CREAT | O_RDWR
        """);
    new TreeMap<>(ASK_FOR_EIGHT)
        .forEach(
            (name, ask) -> {
              shell.run("inject '" + name + "', bytes: 3");
              assertThat(shell.run(ask)).as(name).isEqualTo(3);
              assertThat((List<?>) shell.run("inject()")).as(name).isEmpty();
            });
    shell.run(
        """
        assert read(r, 100).text == '34567' + '012'
        assert recv(b, 100).text == '67' + '01234567' + '012' + '012'
        assert pread(f, 100, 0).text == '01234567'
        m = recv(v, 100)
        assert m.text == '012' && !m.truncated
        fails(EAGAIN) { recv v, 100, MSG_DONTWAIT }
        """);
  }

  @Test
  void aDatagramThatIsCutSaysSo(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        trace on
        ['recv', 'recvfrom', 'recvmsg'].each { name ->
          send a, '01234567'
          inject name, bytes: 3
          m = "$name"(b, 100)
          assert m.text == '012' && m.size == 3 && m.truncated
        }
        send a, '0123'
        m = recv b, 100
        assert m.text == '0123' && !m.truncated
        trace off
        """);
    assertThat(shell.reported().stream().filter(line -> line.contains("INJECTED")))
        .hasSize(3)
        .allMatch(line -> line.contains("\"012\""));
  }

  @Test
  void moreThanThereIsIsNotShort(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        trace on
        inject 'write', bytes: 100
        assert write(w, 'abc') == 3
        inject 'read', bytes: 10
        assert read(r, 50).text == 'abc'
        trace off
        assert inject().isEmpty()
        """);
    assertThat(shell.reported()).hasSize(2).noneMatch(line -> line.contains("INJECTED"));
  }

  @Test
  void severalOfOneNameComeOneBehindTheOther(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        inject 'write', EINTR, times: 2
        inject 'write', bytes: 1, after: 1
        inject 'read', EIO
        got = (1..5).collect { try { write w, 'abc' } catch (SysException e) { e.errno } }
        assert got == [EINTR, EINTR, 3, 1, 3]
        assert inject()*.name == ['read']
        fails(EIO) { read r }
        """);
  }

  @Test
  void whatWaitsIsListedAndGivenUp(Shell shell) {
    assertThat(shell.rendered("inject")).isEqualTo("nothing is injected");
    shell.run(
        "inject 'write', EINTR, times: 2; inject 'read', bytes: 3, after: 4; inject 'write', EIO");
    assertThat(shell.rendered("inject").lines())
        .containsExactly(
            "write  = -1 EINTR (Interrupted system call)  the next 2 calls",
            "read  at most 3 bytes  the next call after 4 more",
            "write  = -1 EIO (Input/output error)  the next call");
    shell.run("inject 'write', off");
    assertThat(shell.rendered("inject")).startsWith("read  at most 3 bytes");
    shell.run("inject off; (r, w) = pipe(); write w, 'x'; assert read(r).text == 'x'");
    assertThat(shell.rendered("inject")).isEqualTo("nothing is injected");
  }

  @Test
  void wrongWordsAreSaid(Shell shell) {
    assertThat(shell.failure("inject 'wirte', EINTR"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("given 'wirte'; did you mean write? These can: ")
        .hasMessageContaining(" recvmsg ");
    Map<String, String> wrong =
        Map.of(
            "inject 'getpid', EINTR", "expected a call that can be injected, given 'getpid'",
            "inject 'open', bytes: 3", "bytes: expected a call that transfers data (pread, ",
            "inject 'write'", "an errno (EINTR), bytes: or off",
            "inject 'write', 4", "expected an errno (EINTR), bytes: or off, given 4",
            "inject 'write', EINTR, bytes: 2", "expected an errno or bytes:, given both",
            "inject 'write', bytes: 0", "bytes: expected a number of 1 or more, given 0",
            "inject 'write', EINTR, times: 0", "times: expected a number of 1 or more, given 0",
            "inject 'write', EINTR, after: -1", "after: expected a number of 0 or more, given -1",
            "inject on", "expected the name of a call, 'write', or off, given true");
    wrong.forEach(
        (code, message) ->
            assertThat(shell.failure(code))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message));
    assertThat(shell.rendered("inject")).isEqualTo("nothing is injected");
  }

  @Test
  void eachProcessHasItsOwn(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        c = fork()
        c { inject 'write', EPERM }
        assert inject().isEmpty()
        inject 'write', EINTR
        assert c { inject()*.errno } == [EPERM]
        c { fails(EPERM) { write w, 'child' } }
        c { write w, 'child' }
        fails(EINTR) { write w, 'shell' }
        assert read(r).text == 'child'
        c { inject 'read', bytes: 2 }
        c { write w, 'abc'; assert read(r).text == 'ab' }
        """);
  }

  @Test
  void threadsAndTheBackgroundAreOfThisProcess(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        t = thread('inject')
        t { inject 'write', EINTR, times: 3 }
        t { fails(EINTR) { write w, 'x' } }
        bg { fails(EINTR) { write w, 'x' } }.get()
        fails(EINTR) { write w, 'x' }
        assert ioctl(r, FIONREAD) == 0
        """);
  }

  @Test
  void whatTheShellDoesForItselfIsNotMeant(Shell shell) {
    shell.run(
        """
        s = socket(); bind s
        ['read', 'write', 'poll', 'getsockname', 'waitpid', 'close', 'fcntl'].each { inject it, EIO }
        assert "$s".startsWith("fd ${s.number}  unix stream  bound @")
        assert spawn('echo', 'hello').out.trim() == 'hello'
        n = 0
        assert eventually { n++ > 2 }
        assert inject().size() == 7
        inject off
        """);
  }

  @Test
  void whatIsClosedIsClosedWhateverCloseSays(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        number = a.number
        inject 'close', EINTR
        fails(EINTR) { close a }
        assert recv(b).eof
        assert dup(b).number == number
        inject 'close', EINTR
        fails(EBADF) { close 4711 }
        """);
  }

  @Test
  void whatIsPendingEndsWithTheSession(Shell shell) {
    shell.run("inject 'write', EINTR, times: 100");
    shell.context().close();
    shell.run("(r, w) = pipe(); assert write(w, 'x') == 1; assert inject().isEmpty()");
  }

  @Test
  void aTraceSaysWhatWasInjectedInTheWordsOfStrace(Shell shell) throws IOException {
    Tools.need("strace");
    shell.run(
        """
        (r, w) = pipe()
        inject 'write', EINTR
        trace on
        fails(EINTR) { write w, 'x' }
        write w, 'x'
        trace off
        """);
    List<String> ours = shell.reported().stream().map(InjectTest::withoutNumber).toList();
    Path source =
        Files.writeString(
            shell.directory().resolve("writes.c"),
            """
            #include <unistd.h>
            int main(void) {
              int p[2];
              return pipe(p) || write(p[1], "x", 1) != -1 || write(p[1], "x", 1) != 1;
            }
            """);
    Path program = Tools.compile(shell.directory(), source, "writes");
    Path lines = shell.directory().resolve("strace.txt");
    Tools.run(
        shell.directory(),
        "strace",
        "-o",
        lines.toString(),
        "-e",
        "trace=write",
        "-e",
        "inject=write:error=EINTR:when=1",
        program.toString());
    List<String> theirs =
        Files.readAllLines(lines).stream()
            .filter(line -> line.startsWith("write("))
            .map(InjectTest::withoutNumber)
            .toList();
    assertThat(ours).hasSize(2).isEqualTo(theirs);
  }

  /**
   * Without the descriptor and the name of its variable, and with one space before the result,
   * independent of strace's alignment.
   */
  private static String withoutNumber(String line) {
    return line.replaceFirst("\\(\\d+( \\w+)?", "(N").replaceAll(" += ", " = ");
  }

  @Test
  void everyCallThatIsOfferedCanBeInjected(Shell shell) {
    List<String> notHit = new ArrayList<>();
    Registry registry = shell.context().registry();
    List<CommandModel> calls = registry.all().stream().filter(CommandModel::isCall).toList();
    assertThat(calls).hasSizeGreaterThan(70);
    for (CommandModel call : calls) {
      registry.find("inject").call(call.name(), Errno.EXDEV);
      if (!isHitByItsExamples(shell, call)) {
        notHit.add(call.name());
      }
      registry.find("inject").call(false);
      registry.find("cleanup").call();
      shell.closeAll();
    }
    assertThat(notHit).isEmpty();
  }

  /** Runs its examples up to the one that fails: the next one might wait for an effect of it. */
  private static boolean isHitByItsExamples(Shell shell, CommandModel call) {
    String entry = "";
    for (String line : call.examples()) {
      entry = entry.isEmpty() ? line : entry + "\n" + line;
      if (Completeness.isComplete(entry)) {
        if (failsSo(shell, here(entry))) {
          return true;
        }
        entry = "";
      }
    }
    return false;
  }

  /** With unique names and a unique number: other tests run the same examples. */
  private static String here(String entry) {
    return entry
        .replaceAll("ipcsh-(example|none)", "ipcsh-inject-" + ProcessHandle.current().pid())
        .replace("dup2 w, 9", "dup2 w, 9909")
        .replace("eventually {", "eventually(timeout: 100.ms) {");
  }

  /** Whether the entry fails with this error, or a background job that it has started. */
  private static boolean failsSo(Shell shell, String entry) {
    try {
      shell.entry(entry);
      return false;
    } catch (RuntimeException | AssertionError e) {
      // a background job has failed by now, or is blocked in a call
      Wait.until(
          Wait.LONG,
          "the jobs",
          () ->
              shell.context().jobs().all().stream()
                  .allMatch(job -> job.isDone() || job.getCall() != null));
      return isIt(e)
          || isIt(e.getCause())
          || shell.context().jobs().failures().stream().anyMatch(job -> isIt(job.getFailure()));
    }
  }

  private static boolean isIt(Throwable e) {
    return e instanceof SysException failed && failed.getErrno() == Errno.EXDEV;
  }
}

package ipcsh.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.sys.abi.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What strace 6.1 writes is understood, and nothing of it is lost. */
class StraceParserTest {
  private final Observation observation = new Observation(1000);

  private List<ObservedCall> parsed(String... lines) {
    StraceParser parser = new StraceParser(observation);
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    parser.feed(bytes, 0, bytes.length);
    parser.feed(new byte[] {'\n'}, 0, 1);
    parser.end();
    return observation.calls();
  }

  /** Feeds a captured file and expects that all of its lines are understood. */
  private void captured(String name) throws IOException {
    try (InputStream in = StraceParserTest.class.getResourceAsStream(name)) {
      byte[] all = in.readAllBytes();
      StraceParser parser = new StraceParser(observation);
      parser.feed(all, 0, all.length);
      parser.end();
    }
    assertThat(observation.others()).isEmpty();
  }

  private ObservedCall one(String name) {
    return observation.calls().stream()
        .filter(call -> call.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void callHasItsParts() {
    ObservedCall call =
        parsed(
                "42    1796004820.736275747 openat(AT_FDCWD</tmp/a, b>, \"x\\\"), 1\", O_RDONLY) = -1"
                    + " ENOENT (No such file or directory) <0.000010255>")
            .get(0);
    assertThat(call.getPid()).isEqualTo(42);
    assertThat(call.getTid()).isEqualTo(42);
    assertThat(call.getName()).isEqualTo("openat");
    assertThat(call.getArgs()).containsExactly("AT_FDCWD</tmp/a, b>", "\"x\\\"), 1\"", "O_RDONLY");
    assertThat(call.getResult()).isEqualTo(-1);
    assertThat(call.getErrno()).isEqualTo(Errno.ENOENT);
    assertThat(call.getTime()).isEqualTo(new BigDecimal("1796004820.736275747"));
    assertThat(call.getSeconds()).isEqualTo(new BigDecimal("0.000010255"));
    assertThat(call)
        .hasToString(
            "openat(AT_FDCWD</tmp/a, b>, \"x\\\"), 1\", O_RDONLY) = -1 ENOENT (No such file or"
                + " directory)");
  }

  @Test
  void structuresAreNotDivided() {
    assertThat(
            parsed(
                    "1 1.000000001 poll([{fd=3<TCP:[127.0.0.1:1->127.0.0.1:2]>, events=POLLIN}], 1,"
                        + " 50) = 1 ([{fd=3, revents=POLLIN}]) <0.1>",
                    "1 1.000000002 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 7"
                        + " <0.1>",
                    "1 1.000000003 execve(\"/bin/x\", [\"x\", \"a, ]b\"], 0x7f /* 3 vars */) = 0"
                        + " <0.1>",
                    "1 1.000000004 write(1</dev/pts/1<char 136:1>>, \"a\"..., 9) = 9 <0.1>",
                    "1 1.000000005 read(4</tmp/we\\74i\\76r\\\"d, na]m}e->(deleted), \"\", 9) = 0",
                    "1 1.000000006 recvfrom(4<UNIX-STREAM:[1->2,\"/tmp/so, ck]>\"]>, \"\", 9, 0,"
                        + " {sa_family=AF_UNIX, sun_path=@\"x)\"}, [110 => 24]) = 0 <0.1>",
                    "1 1.000000007 mmap(NULL, 1<<12, PROT_READ, MAP_PRIVATE, -1, 0) = 0x7f01")
                .stream()
                .map(call -> call.getArgs().size())
                .toList())
        .containsExactly(3, 4, 3, 3, 3, 6, 6);
    assertThat(observation.others()).isEmpty();
    assertThat(observation.calls().get(6).getResult()).isEqualTo(0x7f01);
    assertThat(observation.calls().get(5).descriptor(0).name()).isEqualTo("/tmp/so, ck]>");
    assertThat(observation.calls().get(5).descriptor(0).peer()).isEqualTo("socket:[2]");
    assertThat(observation.calls().get(3).descriptor(0).path()).isEqualTo("/dev/pts/1");
    assertThat(observation.calls().get(3).descriptor(0).device()).isEqualTo("char 136:1");
    assertThat(observation.calls().get(4).descriptor(0).path())
        .isEqualTo("/tmp/we<i>r\"d, na]m}e-");
    assertThat(ObservedAddress.of(observation.calls().get(5).arg(4))).isEqualTo("@x)");
  }

  @Test
  void interruptedLinesAreJoined() {
    List<ObservedCall> calls =
        parsed(
            "1 1.000000001 read(3<pipe:[5]>,  <unfinished ...>",
            "2 1.000000002 write(4<pipe:[5]>, \"x\", 1) = 1 <0.000000001>",
            "1 1.000000003 <... read resumed>\"x\", 9) = 1 <0.000000002>");
    assertThat(calls.stream().map(ObservedCall::line))
        .containsExactly("read(3<pipe:[5]>, \"x\", 9) = 1", "write(4<pipe:[5]>, \"x\", 1) = 1");
    assertThat(calls.get(0).endOrder()).isGreaterThan(calls.get(1).endOrder());
    assertThat(calls.get(0).ended()).isEqualTo(1_000_000_003L);
  }

  @Test
  void killedThreadNeverReturns() {
    ObservedCall call =
        parsed(
                "1 1.000000001 read(3<pipe:[5]>,  <unfinished ...>",
                "1 1.000000002 <... read resumed> <unfinished ...>) = ?",
                "1 1.000000003 +++ killed by SIGKILL (core dumped) +++")
            .get(0);
    assertThat(call.getResult()).isNull();
    assertThat(call.getSeconds()).isNull();
    assertThat(call.isFinished()).isTrue();
    assertThat(observation.first().end().signal()).isEqualTo("SIGKILL");
    assertThat(observation.first().end().dumpedCore()).isTrue();
  }

  @Test
  void restartedCallIsNoFailure() {
    List<ObservedCall> calls =
        parsed(
            "1 1.000000001 read(4<pipe:[5]>, 0x7fff0acbf247, 1) = ? ERESTARTSYS (To be restarted if"
                + " SA_RESTART is set) <0.9>",
            "1 1.000000002 restart_syscall(<... resuming interrupted poll ...>) = 0 <0.1>");
    assertThat(calls.get(0).isInterrupted()).isTrue();
    assertThat(calls.get(0).failed()).isFalse();
    assertThat(calls.get(0).getErrno()).isNull();
    assertThat(calls.get(1).getArgs()).containsExactly("<... resuming interrupted poll ...>");
  }

  @Test
  void detachedCallIsUnfinished() {
    ObservedCall call = parsed("7 1.000000001 read(3<pipe:[5]>,  <detached ...>").get(0);
    assertThat(call.isFinished()).isFalse();
    assertThat(call.getArgs()).containsExactly("3<pipe:[5]>");
    assertThat(call).hasToString("read(3<pipe:[5]>,  <unfinished ...>");
  }

  @Test
  void unknownLinesAreKept() {
    String[] odd = {
      "strace: Process 7 attached",
      "7 1.000000001 [ Process PID=7 runs in 32 bit mode. ]",
      "7 1.000000001 read(3, \"",
      "7 1.000000001 read(3, [}) = 0",
      "7 1.000000001 read(3) 0",
      "7 1.000000001 <... read resumed>) = 0",
      "7 1.000000001 +++ gone +++",
      "7 1.000000001 --- what ---",
      "7 read(3) = 0",
      "",
      "99999999999 1.0 read(3) = 0",
    };
    assertThat(parsed(odd)).isEmpty();
    assertThat(observation.others()).hasSize(odd.length);
    assertThat(observation.others().get(0)).hasToString(odd[0]);
    assertThat(observation.others().get(2)).hasToString("read(3, \"");
  }

  @Test
  void callInProgressIsShown() {
    StraceParser parser = new StraceParser(observation);
    byte[] text = "7 1.000000001 accept4(3<UNIX-STREAM:[5]>, ".getBytes(StandardCharsets.US_ASCII);
    parser.feed(text, 0, text.length);
    assertThat(observation.calls()).isEmpty();
    parser.showProgress();
    assertThat(observation.calls()).hasToString("[accept4(3<UNIX-STREAM:[5]>,  <unfinished ...>]");
    byte[] rest = "NULL, NULL, 0) = 4 <0.1>\n".getBytes(StandardCharsets.US_ASCII);
    parser.feed(rest, 0, rest.length);
    assertThat(observation.calls()).hasToString("[accept4(3<UNIX-STREAM:[5]>, NULL, NULL, 0) = 4]");
  }

  @Test
  void threadsAndChildrenFindTheirProcess() throws IOException {
    captured("threads.strace");
    assertThat(
            observation.processes().stream()
                .map(
                    process ->
                        process.pid()
                            + " "
                            + process.name()
                            + " of "
                            + (process.parent() == null ? 0 : process.parent().pid())
                            + " "
                            + process.threads().stream()
                                .map(thread -> Integer.toString(thread.tid()))
                                .collect(Collectors.joining(","))
                            + " "
                            + process.end()))
        .containsExactly(
            "1109 multi of 0 1109,1110,1111,1112 +++ killed by SIGINT +++",
            "1113 sleep of 1109 1113,1115,1116 +++ exited with 0 +++",
            "1114 multi of 1109 1114 +++ killed by SIGKILL +++");
    assertThat(observation.processes().get(1).programs()).hasSize(1);
    // the exec of a thread returns in the first one
    ObservedCall exec = observation.processes().get(1).programs().get(0);
    assertThat(exec.getTid()).isEqualTo(1113);
    assertThat(exec.getArgs()).startsWith("\"/bin/sleep\"", "[\"sleep\", \"0.01\"]");
    ObservedCall send = one("sendmsg");
    assertThat(send.descriptor(0).object()).isEqualTo("socket:[21479189]");
    assertThat(send.descriptor(0).peer()).isEqualTo("socket:[21479190]");
    ObservedCall sendto = one("sendto");
    assertThat(sendto.descriptor(0).name()).isEqualTo("/tmp/t/so, ck]>");
    assertThat(ObservedAddress.of(sendto.arg(4))).isEqualTo("/tmp/t/so, ck]>");
  }

  @Test
  void signalsStopsAndVforkAreUnderstood() throws IOException {
    captured("signals.strace");
    assertThat(observation.signals().stream().map(ObservedSignal::line).map(this::start))
        .containsExactly(
            "--- SIGALRM",
            "--- SIGSTOP",
            "--- stopped",
            "--- SIGCHLD",
            "--- SIGCHLD",
            "--- SIGTERM");
    assertThat(observation.signals().get(3).sender()).isEqualTo(23932);
    ObservedProcess vforked = observation.processes().get(2);
    assertThat(vforked.creation().getName()).isEqualTo("vfork");
    assertThat(vforked.end().status()).isEqualTo(1);
    assertThat(observation.first().name()).isEqualTo("echo");
    assertThat(one("unlink").getArgs().get(0)).startsWith("\"/tmp/t/we<i>r\\\"d");
  }

  private String start(String line) {
    return line.substring(0, 11);
  }

  @Test
  void numbersAreUsedAgain() {
    parsed(
        "1 1.000000001 fork() = 2 <0.1>",
        "2 1.000000002 getpid() = 2 <0.1>",
        "2 1.000000003 +++ exited with 0 +++",
        "1 1.000000004 fork( <unfinished ...>",
        "2 1.000000005 getppid() = 1 <0.1>",
        "1 1.000000006 <... fork resumed>) = 2 <0.1>",
        "2 1.000000007 +++ exited with 5 +++");
    assertThat(observation.processes()).hasSize(3);
    assertThat(observation.processes().get(1).end().status()).isZero();
    assertThat(observation.processes().get(2).end().status()).isEqualTo(5);
    assertThat(observation.processes().get(2).parent()).isSameAs(observation.first());
  }

  @Test
  void attachedProcessKnowsItsThreads() {
    observation.attached(7, List.of(7, 8), "server");
    parsed("8 1.000000001 getpid() = 7 <0.1>", "7 1.000000002 getpid() = 7 <0.1>");
    assertThat(observation.processes()).hasToString("[process 7 server]");
    assertThat(observation.calls().get(0).getPid()).isEqualTo(7);
  }

  @Test
  void oldestEventsAreDiscarded() {
    Observation small = new Observation(100);
    StraceParser parser = new StraceParser(small);
    byte[] begun = "1 1.000000001 pause( <unfinished ...>\n".getBytes(StandardCharsets.US_ASCII);
    parser.feed(begun, 0, begun.length);
    byte[] line = "2 1.000000001 getpid() = 1 <0.1>\n".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 1000; i++) {
      parser.feed(line, 0, line.length);
    }
    byte[] ended = "1 1.000000001 <... pause resumed>) = ?\n".getBytes(StandardCharsets.US_ASCII);
    parser.feed(ended, 0, ended.length);
    assertThat(small.calls()).hasSizeBetween(90, 100);
    assertThat(small.count()).isEqualTo(1001);
    assertThat(small.discarded() + small.calls().size()).isEqualTo(1001);
  }

  @Test
  void stringsGiveTheirBytes() {
    assertThat(StraceString.bytes("\"a\\n\\\"\\\\\\0\\377\\1x\\x1fz\""))
        .containsExactly('a', '\n', '"', '\\', 0, 255, 1, 'x', 0x1f, 'z');
    assertThat(StraceString.bytes("@\"a\"")).containsExactly(0, 'a');
    assertThat(StraceString.bytes("\"abc\"...")).hasSize(3);
    assertThat(StraceString.isCut("\"abc\"...")).isTrue();
    assertThat(StraceString.bytes("NULL")).isNull();
    assertThat(StraceString.bytes("0x7ffe")).isNull();
  }
}

package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.UnsupportedInC;
import ipcsh.kit.BuiltIn;
import ipcsh.kit.Checkout;
import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.SocketAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scenarios exported as C programs compile without warnings, run, and print what the shell prints.
 */
class CExportIT {
  private static final Duration BOUND = Wait.LONG;
  private static final Path SCRIPTS = Checkout.file("scripts");
  private static final Path OWN = Path.of("src/test/resources/cexport").toAbsolutePath();

  /** Where exported programs create their directories, among those of others. */
  private static final String SCRATCH = "/tmp/ipcsh-XXXXXX";

  @TempDir Path directory;

  private Path exported(Path scenario, String... options) throws IOException {
    String name = scenario.getFileName().toString().replace(".groovy", "");
    String c =
        CProgram.of(
            BuiltIn.COMMANDS::find, name + ".groovy", name + ".c", Files.readString(scenario));
    write(name, c);
    return compiled(name, options);
  }

  /**
   * Writes the program with its scratch directories in the test's own directory, so that those of
   * others are not taken for its own.
   */
  private void write(String name, String c) throws IOException {
    Files.writeString(
        directory.resolve(name + ".c"),
        c.replace(SCRATCH, directory.resolve("ipcsh-XXXXXX").toString()));
  }

  private Path compiled(String name, String... options) {
    Tools.need("gcc");
    List<String> command =
        new ArrayList<>(List.of("gcc", "-Wall", "-Wextra", "-Werror", "-pthread"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", name, name + ".c"));
    Outcome outcome = Tools.run(directory, command.toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    return directory.resolve(name);
  }

  private Outcome run(Path program) {
    return Running.start(List.of(program.toString()), directory, Map.of()).outcome(BOUND);
  }

  /**
   * The lines that it prints itself, without narration and without the echo of its roles' lines.
   */
  private static List<String> printed(Outcome outcome, List<String> expected) {
    return outcome.lines().stream().filter(expected::contains).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"words", "roles", "queues"})
  void doesTheSameAsTheShell(String name) throws IOException {
    Path scenario = OWN.resolve(name + ".groovy");
    Outcome shell = Program.run(directory, scenario.toString());
    assertThat(shell.status()).isZero();
    Outcome c = run(exported(scenario, "-std=gnu17"));
    assertThat(c.err()).isEmpty();
    assertThat(c.status()).isZero();
    assertThat(c.lines()).hasSizeGreaterThan(4).isEqualTo(printed(shell, c.lines()));
    long prints = Files.readAllLines(scenario).stream().filter(l -> l.contains("println")).count();
    assertThat((long) c.lines().size()).isGreaterThanOrEqualTo(prints - 1);
    Outcome careful = run(compiled(name, "-std=gnu11", "-fsanitize=address,undefined"));
    assertThat(careful.err()).isEmpty();
    assertThat(careful.lines()).isEqualTo(c.lines());
    assertThat(scratchDirectories()).isEmpty();
  }

  /** Directories that exported programs have created and not removed. */
  private List<Path> scratchDirectories() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> path.getFileName().toString().matches("ipcsh-[A-Za-z0-9]{6}"))
          .toList();
    }
  }

  /**
   * All translated scripts, two at a time: their assertions hold, and they print what is expected.
   */
  @Test
  void scriptsHoldInC() throws Exception {
    Tools.need("gcc");
    ExecutorService two = Executors.newFixedThreadPool(2);
    Map<Path, Future<Outcome>> runs = new LinkedHashMap<>();
    for (Map.Entry<Path, String> each : translated().entrySet()) {
      String name = each.getKey().getFileName().toString().replace(".groovy", "");
      write(name, each.getValue());
      runs.put(each.getKey(), two.submit(() -> run(compiled(name, "-std=gnu17"))));
    }
    SoftAssertions softly = new SoftAssertions();
    for (Map.Entry<Path, Future<Outcome>> each : runs.entrySet()) {
      Path script = each.getKey();
      Outcome outcome = each.getValue().get();
      Path expected = Path.of(script.toString().replace(".groovy", ".expected"));
      softly.assertThat(outcome.err()).as("%s", script).isEmpty();
      softly.assertThat(outcome.status()).as("%s", script).isZero();
      softly
          .assertThat(surprises(outcome.lines(), Files.readAllLines(expected)))
          .as("what %s printed in C and not in the shell", script)
          .isEmpty();
    }
    two.shutdown();
    softly.assertAll();
    assertThat(runs).hasSizeGreaterThan(20);
    assertThat(scratchDirectories()).isEmpty();
  }

  private static Map<Path, String> translated() throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (String place : List.of("demos", "lessons")) {
      try (Stream<Path> all = Files.list(SCRIPTS.resolve(place))) {
        all.filter(path -> path.toString().endsWith(".groovy")).sorted().forEach(scripts::add);
      }
    }
    Map<Path, String> translated = new LinkedHashMap<>();
    for (Path script : scripts) {
      try {
        String name = script.getFileName().toString();
        translated.put(
            script, CProgram.of(BuiltIn.COMMANDS::find, name, "x.c", Files.readString(script)));
      } catch (UnsupportedInC e) {
        // the documentation gives the reason, and a test checks the documentation
      }
    }
    return translated;
  }

  /** The lines that are not among the expected ones, in order; {@code ...} matches any line. */
  private static List<String> surprises(List<String> lines, List<String> expected) {
    List<String> surprises = new ArrayList<>();
    int from = 0;
    for (String line : lines) {
      int at = find(line, expected, from);
      if (at < 0) {
        surprises.add(line);
      } else {
        from = at + 1;
      }
    }
    return surprises;
  }

  private static int find(String line, List<String> expected, int from) {
    for (int i = from; i < expected.size(); i++) {
      String pattern = Pattern.quote(expected.get(i)).replaceAll("<[a-z0-9 ]+>", "\\\\E.+\\\\Q");
      if (line.matches(pattern)) {
        return i;
      }
    }
    int any = expected.subList(from, expected.size()).indexOf("...");
    return any < 0 ? -1 : from + any;
  }

  /** Looked for where they are created. */
  @Test
  void aScratchDirectoryIsTheProgramsAndGoesWithIt() throws IOException {
    Path scenario =
        Files.writeString(directory.resolve("made.groovy"), "d = scratch()\nprintln d\n");
    Outcome outcome = run(exported(scenario));
    assertThat(outcome.lines()).singleElement().asString().startsWith(directory + "/ipcsh-");
    assertThat(scratchDirectories()).isEmpty();
    String killed = "d = scratch()\nkill getpid(), SIGKILL\n";
    run(exported(Files.writeString(directory.resolve("killed.groovy"), killed)));
    assertThat(scratchDirectories()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c = fork()", "thread('t')", "shell 'x'", "fork()", "p = bg { 1 }"})
  void aRoleThatDoesNothingLeavesNothingUnused(String text) throws IOException {
    Path scenario =
        Files.writeString(directory.resolve("idle.groovy"), text + "\nprintln 'once'\n");
    assertThat(run(exported(scenario)).lines()).containsExactly("once");
  }

  /** Some headers and functions are needed only for the fork and the timer. */
  @Test
  void namesOfTheHeadersAreThoseOfVariablesAndFunctionsToo() throws IOException {
    String text =
        """
        si_pid = 1
        sa_handler = 2
        st_mtime = 3
        turn = 4
        job = 5
        argc = 'argc'
        def round(int x) { return x + 1 }
        def isdigit(int x) { return x * 2 }
        def log(String x) { println "log $x" }
        log argc
        println 'argv[0]'
        c = fork()
        c { println si_pid + sa_handler + st_mtime + turn + job + round(1) + isdigit(4) }
        p = c.start { turn + 1 }
        println p.get(5.s)
        (r, w) = pipe()
        fails(ETIMEDOUT) { read r, 10, timeout: 10.ms }
        """;
    Path scenario = Files.writeString(directory.resolve("names.groovy"), text);
    assertThat(run(exported(scenario)).lines()).containsExactly("log argc", "argv[0]", "25", "5");
  }

  @Test
  void everyConstantIsOneInC() throws IOException {
    Map<String, Integer> all = new LinkedHashMap<>(new Constants(List.of()).all());
    // in C these are handlers, and unsigned long
    all.keySet().removeIf(name -> name.matches("SIG_(DFL|IGN|ERR)|RLIM_.*|TIOC[GS]PT.*"));
    StringBuilder text = new StringBuilder();
    all.keySet().forEach(name -> text.append("println ").append(name).append('\n'));
    Path scenario = Files.writeString(directory.resolve("constants.groovy"), text);
    assertThat(run(exported(scenario)).lines())
        .isEqualTo(all.values().stream().map(String::valueOf).toList());
  }

  @Test
  void theEndIsNoEmptyRecordNorACallForNothing() throws IOException {
    String text =
        """
        (a, b) = socketpair(AF_UNIX, SOCK_SEQPACKET)
        send a, 'x'
        println recvmsg(b, 0).eof
        send a, ''
        println recv(b).eof
        close a
        println recv(b).eof
        (c, d) = socketpair(AF_UNIX, SOCK_DGRAM)
        send c, ''
        println read(d).eof
        (r, w) = pipe()
        close w
        println "${read(r, 0).eof} ${read(r).eof}"
        same = 1 > 2
        println "$same ${2147483647 + 1} ${-7.intdiv(2)} ${1 << 33}"
        """;
    Path scenario = Files.writeString(directory.resolve("end.groovy"), text);
    assertThat(run(exported(scenario)).lines())
        .containsExactly("false", "false", "true", "false", "false true", "false -2147483648 -3 2");
  }

  /** The same answer as the shell's for every kind of descriptor and state. */
  @Test
  void whetherItIsTheEndIsSaidAsTheShellSaysIt() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String call : List.of("read(b)", "recv(b)", "recvfrom(b)", "recvmsg(b)", "recv(b, 0)")) {
      for (String type : List.of("SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET")) {
        String end = "println " + call + ".eof\n";
        text.append("(a, b) = socketpair(AF_UNIX, ").append(type).append(")\n");
        text.append(
            switch (type) {
              case "SOCK_STREAM" -> "send a, 'x'\n" + end + "close a\n" + end;
              case "SOCK_DGRAM" -> "send a, ''\n" + end + "send a, 'x'\n" + end + "close a\n";
              // of a running process; one that is followed by more; the end
              default ->
                  "send a, ''\n" + end + "send a, ''; send a, 'x'\nclose a\n" + end + end + end;
            });
        text.append("close b\n");
      }
    }
    text.append(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        send a, ''
        close a
        m = recvmsg b
        println "$m.eof ${m.cred.pid == getpid()}"
        println recvmsg(b).eof
        (a, b) = socketpair()
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        close a
        println recvmsg(b).eof
        l = socket AF_UNIX, SOCK_SEQPACKET
        bind l, "@ends-${getpid()}"
        listen l
        c = socket AF_UNIX, SOCK_SEQPACKET
        bind c
        connect c, getsockname(l)
        s = accept l
        send c, ''; send c, ''
        close c
        println "${recvfrom(s).eof} ${recvmsg(s).eof} ${recvfrom(s).eof}"
        (r, w) = pipe()
        write w, 'x'
        println "${read(r, 0).eof} ${read(r).eof}"
        close w
        println "${read(r, 0).eof} ${read(r).eof}"
        """);
    doesTheSame("ends", text.toString());
  }

  /** Both print the same; returns the output of C. */
  private List<String> doesTheSame(String name, String text) throws IOException {
    Path scenario = Files.writeString(directory.resolve(name + ".groovy"), text);
    Outcome shell = Program.run(directory, scenario.toString());
    assertThat(shell.err()).isEmpty();
    Outcome c = run(exported(scenario, "-std=gnu17", "-fwrapv"));
    assertThat(c.err()).isEmpty();
    assertThat(c.lines()).isNotEmpty().isEqualTo(shell.lines());
    return c.lines();
  }

  @Test
  void whatPeopleOfCWriteDoesTheSame() throws IOException {
    List<String> lines =
        doesTheSame(
            "habits",
            """
            int fd;
            if ((fd = socket(AF_UNIX, SOCK_DGRAM, 0)) < 0) { println 'failed' }
            assert(fd > 0);
            println "$fd ${fd + 1} ${fd == 3} ${4 == fd} ${fd % 2}"
            int g = -1
            g = dup(fd)
            printf("%d %5d|%05d|%-4d|%x %X %o %% %ld %s%n", g, 4, 5, 6, 255, 255, 8, 5000000000, 'x')
            """
                + """
                s = socket AF_UNIX, SOCK_DGRAM
                d = scratch()
                chdir d
                bind s, '@c-habits-\\u001b[31m\\0'
                println getsockname(s)
                println getcwd() == d
                x = Integer.MIN_VALUE
                y = -1
                println "${x % y} ${x.intdiv(y)} ${x % -1} ${x.intdiv(-1)}"
                x %= y
                println x
                r = mmap 4096
                v = 200
                v += 1
                r.putByte 0, v
                r[1] = v
                r.putInt 4, 4294967295
                println "${r.getByte(0)} ${r[1]} ${r.getInt(4)}"
                """);
    assertThat(lines)
        .contains("3 4 true false 1", "@c-habits-\\u001b[31m\\0", "0 -2147483648 0 -2147483648");
  }

  /** A name chosen by another user is printed as the shell prints it, whatever it contains. */
  @Test
  void namesAreEscapedAsTheShellEscapesThem() throws IOException {
    String program =
        CProgram.of(
            BuiltIn.COMMANDS::find,
            "n.groovy",
            "names.c",
            "s = socket()\nbind s, '@x'\nprintln getsockname(s)\n");
    String other =
        """
        #include <stdio.h>
        int main(void) {
            static char name[700];
            int size;
            while ((size = getchar()) != EOF) {
                struct sockaddr_un un = { .sun_family = AF_UNIX };
                for (int i = 0; i < size; i++)
                    un.sun_path[i] = (char)getchar();
                printf("%s\\n", address_text(name, sizeof name, &un, (socklen_t)(2 + size)));
            }
            return 0;
        }
        """;
    Files.writeString(
        directory.resolve("names.c"),
        program.replaceAll("(?s)int main\\(void\\).*", "")
            + "int first(void) { check(0); return 0; }\n"
            + other);
    Path names = compiled("names", "-std=gnu17");
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    Random random = new Random(5);
    int[] edges = {
      '\\', 'u', '0', '7', '8', 0, 27, 10, 0x7f, 0x80, 0xff, '@', '.', '/', 0xc3, 0xa4
    };
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(12)];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] =
            (byte)
                (random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextInt(256));
      }
      add(bytes, in, expected);
    }
    for (int point = 1; point < 0x20000; point++) {
      // added in a later version of Unicode than that of this Java
      boolean later = point >= 0x890 && point < 0x892 || point >= 0x13430 && point < 0x13460;
      if ((point < 0xd800 || point > 0xdfff) && !later) {
        add(("@" + Character.toString(point)).getBytes(StandardCharsets.UTF_8), in, expected);
      }
    }
    Outcome outcome =
        Running.start(List.of(names.toString()), directory, Map.of())
            .type(in.toByteArray())
            .outcome(BOUND);
    assertThat(outcome.lines()).isEqualTo(expected);
  }

  private static void add(byte[] name, ByteArrayOutputStream in, List<String> expected) {
    String text = SocketAddress.unix(name[0] == '@' ? abstractly(name) : name).toString();
    in.write(name.length);
    in.writeBytes(name[0] == '@' ? abstractly(name) : name);
    expected.add(text);
  }

  private static byte[] abstractly(byte[] name) {
    byte[] copy = name.clone();
    copy[0] = 0;
    return copy;
  }

  /**
   * Random expressions of ints and longs have the same value as in the shell: overflow wraps
   * around.
   */
  @Test
  void numbersAreThoseOfTheShell() throws IOException {
    StringBuilder text =
        new StringBuilder("a = Integer.MIN_VALUE\nb = -1\nc = 77\nd = Long.MIN_VALUE\ne = 5L\n");
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      text.append("println(").append(expression(random, 3)).append(")\n");
    }
    doesTheSame("numbers", text.toString());
  }

  private static String expression(Random random, int deep) {
    if (deep == 0 || random.nextInt(4) == 0) {
      return List.of("a", "b", "c", "d", "e", "2147483647", "3", "1L", "(-7)", "65536")
          .get(random.nextInt(10));
    }
    String left = expression(random, deep - 1);
    String right = expression(random, deep - 1);
    String divisor = List.of("b", "c", "e", "7", "-1").get(random.nextInt(5));
    return switch (random.nextInt(9)) {
      case 0 -> "(" + left + " + " + right + ")";
      case 1 -> "(" + left + " - " + right + ")";
      case 2 -> "(" + left + " * " + right + ")";
      case 3 -> "(" + left + " % " + divisor + ")";
      case 4 -> left + ".intdiv(" + divisor + ")";
      case 5 -> "(" + left + " & " + right + ")";
      case 6 -> "(" + left + " ^ " + right + ")";
      case 7 -> "(" + left + " << " + right + ")";
      default -> "(" + left + " >> " + right + ")";
    };
  }

  @Test
  void aWrongAssertionFails() throws IOException {
    Path scenario = directory.resolve("wrong.groovy");
    Files.writeString(
        scenario, "(r, w) = pipe()\nwrite w, 'abc'\n\nassert read(r).text == 'abd'\n");
    Outcome outcome = run(exported(scenario));
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("wrong.groovy:4: expected is_text(").contains("\"abd\"");
  }

  @Test
  void aFailureInARoleEndsAll() throws IOException {
    Path scenario = directory.resolve("role.groovy");
    Files.writeString(
        scenario, "a = shell 'a'\nb = shell 'b'\na { close 77 }\nb { println 'not reached' }\n");
    Outcome outcome = run(exported(scenario));
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("role.c:").contains("close(77): Bad file descriptor");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void whatDoesNotFailAsExpectedFails() throws IOException {
    Path scenario = directory.resolve("fails.groovy");
    Files.writeString(scenario, "fails(ENOENT) { open '/' }\n");
    Outcome outcome = run(exported(scenario));
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("fails.groovy:1: expected open(").contains("it succeeded");
  }

  @Test
  void aServerInCAnswersTheShellsClientAndTheOtherWayRound() throws IOException {
    Path server = exported(SCRIPTS.resolve("peers/datagram-server.groovy"), "-std=gnu17");
    Path client = exported(SCRIPTS.resolve("peers/datagram-client.groovy"), "-std=gnu17");
    List<String> expected = List.of("[1](ABC)", "[2](ABC)", "[3](ABC)");
    try (Running running = Running.start(List.of(server.toString(), "3"), directory, Map.of())) {
      awaitSocket();
      String script = SCRIPTS.resolve("peers/datagram-client.groovy").toString();
      assertThat(Program.run(directory, script).lines()).isEqualTo(expected);
      assertThat(running.outcome(BOUND).status()).isZero();
    }
    assertThat(directory.resolve("serv-dom-sock")).doesNotExist();
    String script = SCRIPTS.resolve("peers/datagram-server.groovy").toString();
    try (Running running = Program.start(directory, script, "3")) {
      awaitSocket();
      Outcome outcome = run(client);
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.lines()).isEqualTo(expected);
      assertThat(running.outcome(BOUND).status()).isZero();
    }
  }

  private void awaitSocket() {
    Wait.until(BOUND, "the socket", () -> Files.exists(directory.resolve("serv-dom-sock")));
  }

  @Test
  void saysWhereAndWhyItCannot() throws IOException {
    Files.writeString(directory.resolve("y.groovy"), "println 1 + 1\n");
    Files.writeString(directory.resolve("x.groovy"), "a = 1\nb = a / 2\n");
    Outcome outcome = Program.run(directory, "export", "x.groovy", "x.c");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("ipcsh: x.groovy:2: not in C: a / 2");
    assertThat(directory.resolve("x.c")).doesNotExist();
    String lines =
        """
        export 'y.groovy', 'y.c'
        export 'x.groovy', 'x.c'
        export 'none.groovy', 'x.c'
        export 'y.groovy', 'y.c', at: 3
        """;
    Outcome prompt = Program.feed(directory, lines, "-k");
    assertThat(prompt.err())
        .contains("export: x.groovy:2: not in C: a / 2")
        .contains("export: none.groovy: cannot be read (no such file)")
        .contains("for recordings");
    assertThat(directory.resolve("x.c")).doesNotExist();
    assertThat(run(compiled("y")).out()).isEqualTo("2\n");
  }
}

package ipcsh.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.command.model.CommandModel;
import ipcsh.handle.UsageException;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.language.JsonRendering;
import ipcsh.language.Rendering;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark with few rounds: the contents of its table, and that it leaves nothing behind. */
@Tag("long")
class BenchTest {
  private static final String PREFIX = "ipcsh-bench-";

  private final Shell shell = new Shell();
  private final List<String> before = left();

  @AfterEach
  void nothingIsLeft() {
    shell.close();
    // another benchmark on this machine removes its own objects; the end of a killed process must
    // be waited for
    Wait.until(Wait.LONG, () -> "what was there: " + left(), () -> before.containsAll(left()));
    Wait.until(
        Wait.LONG, "no program", () -> ProcessHandle.current().children().findAny().isEmpty());
  }

  private static List<String> left() {
    return Stream.of(new File(System.getProperty("java.io.tmpdir")), new File("/dev/shm"))
        .flatMap(directory -> Stream.of(directory.list()))
        .filter(name -> name.contains(PREFIX))
        .sorted()
        .toList();
  }

  private static void needShell() {
    Path launcher = Path.of(System.getProperty("ipcsh.launcher"));
    Tools.needs(
        launcher.resolveSibling("target/ipcsh.jar").toFile().exists(),
        "the program is not packaged");
  }

  private BenchReport bench(String arguments) throws Exception {
    return (BenchReport) shell.run("bench " + arguments);
  }

  @Test
  void tableHasFiguresOfAllWhoAreThere(@TempDir Path directory) throws Exception {
    needShell();
    BenchReport table =
        bench("'pipe', 'semaphore', sizes: [64, 1], rounds: 50, runs: 2, warmup: 0");
    boolean areTwo = Processors.here().areTwo() && Processors.here().canPin();
    assertThat(table.stream().map(row -> row.get("mechanism") + " " + row.get("size")))
        .as(table.toString())
        .containsExactlyElementsOf(
            areTwo
                ? List.of("pipe 1", "pipe 64", "pipe 1", "pipe 64", "semaphore null")
                : List.of("pipe 1", "pipe 64", "semaphore null"));
    boolean c = SystemPrograms.find("gcc", "cc") != null;
    boolean python = SystemPrograms.find("python3") != null;
    for (Map<String, Object> row : table) {
      boolean isPipe = row.get("mechanism").equals("pipe");
      assertThat((Double) row.get("ipcsh")).as(table.toString()).isPositive();
      assertThat(row.get("c") != null).as(table.toString()).isEqualTo(c);
      assertThat(row.get("python") != null).as(table.toString()).isEqualTo(python);
      assertThat(row.get("ratio") != null).isEqualTo(c);
      assertThat(row.get("ipcsh_p99_9") != null).as(table.toString()).isEqualTo(isPipe);
      assertThat(row.get("ipcsh_mb_s") != null).as(table.toString()).isEqualTo(isPipe);
    }
    String text = Rendering.of(table);
    assertThat(text).contains("\npipe  ", "\nsemaphore  ", "99.9 %", "megabytes a second");
    assertThat(text).containsPattern("pipe .*[█░]");
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    assertThat(JsonRendering.of(table)).startsWith("[{\"mechanism\":\"pipe\",\"size\":1,");
    assertThat(table.getCsv().lines())
        .hasSize(table.size() + 1)
        .allMatch(line -> line.split(",", -1).length == table.get(0).size());
    Path chart = directory.resolve("chart.svg");
    shell.context().registry().find("draw").call(table, chart.toString());
    assertThat(chart)
        .content()
        .contains("A round trip over each mechanism", "microseconds", "pipe 64");
    assertThat(shell.reported()).as("the progress of a benchmark without a terminal").isEmpty();
  }

  @Test
  void everyScriptRuns() throws Exception {
    needShell();
    String spin = Processors.here().areTwo() ? "'spin', " : "";
    BenchReport table =
        bench(
            "'region', 'splice', 'eventfd', 'mq', 'sem_named', 'sysv_msg', 'sysv_sem', 'signal', "
                + "'condition', "
                + spin
                + "'mutex', sizes: [1, 4096], processors: 1, rounds: 10, runs: 1, warmup: 0");
    assertThat(table.getRemarks()).noneMatch(remark -> remark.contains("ipcsh:"));
    assertThat(table).allSatisfy(row -> assertThat((Double) row.get("ipcsh")).isPositive());
  }

  @Test
  void connectionsGoFromAcceptorToWorker() throws Exception {
    needShell();
    BenchReport table = bench("'handover', processors: 1, rounds: 20, runs: 2, warmup: 0");
    String text = Rendering.of(table);
    assertThat(table.getRemarks()).as(text).isEmpty();
    assertThat((Double) table.get(0).get("ipcsh")).isPositive();
    assertThat(text).containsPattern("\nhandover .*[█░]").containsPattern("\na second +[1-9]");
  }

  @Test
  void junixsocketIsAColumnWhereItIs() throws Exception {
    needShell();
    BenchReport table =
        bench(
            "'descriptor', 'fifo', sizes: 1, processors: 1, rounds: 20, runs: 2, warmup: 0,"
                + " junixsocket: '"
                + jars("junixsocket-")
                + "'");
    String text = Rendering.of(table);
    assertThat(table.getRemarks()).as(text).isEmpty();
    assertThat(table.get(0)).containsKey("junixsocket");
    assertThat((Double) table.get(0).get("ipcsh")).isPositive();
    assertThat((Double) table.get(0).get("junixsocket")).isPositive();
    assertThat(table.get(1).get("junixsocket")).isNull();
    assertThat(text).contains("Python junixsocket ipcsh/C").contains("goal for a descriptor, 2.0");
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void jnrUnixsocketIsAColumnOfSockets() throws Exception {
    needShell();
    BenchReport table =
        bench(
            "'stream', 'dgram', 'fifo', sizes: [4096], processors: 1, rounds: 20, runs: 2, warmup: 0,"
                + " jnr: '"
                + jars("jnr-|jffi-|asm-")
                + "'");
    String text = Rendering.of(table);
    assertThat(table.getRemarks()).as(text).isEmpty();
    assertThat((Double) table.get(0).get("jnr_unixsocket")).isPositive();
    assertThat((Double) table.get(1).get("jnr_unixsocket")).isPositive();
    assertThat(table.get(2).get("jnr_unixsocket")).isNull();
    assertThat(table.get(0)).doesNotContainKey("junixsocket");
    assertThat(text).contains("Python      jnr ipcsh/C");
    // the remark on goals names each mechanism that has missed one
    assertThat(text.lines().filter(line -> !line.startsWith("goal")))
        .allMatch(line -> line.length() <= 80);
  }

  /** The jars on the class path of the tests. */
  private static String jars(String names) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> new File(entry).getName().matches("(" + names + ").*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void jarsAreAClassPathOrLieInADirectory(@TempDir Path directory) throws Exception {
    assertThatThrownBy(() -> bench("'pipe', junixsocket: '" + directory + "'"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "expected a class path of jars, or a directory that contains jars, given");
    Path one = Files.createFile(Files.createDirectory(directory.resolve("1.0")).resolve("one.jar"));
    Path two = Files.createFile(directory.resolve("two.jar"));
    Files.createFile(directory.resolve("two.jar.sha1"));
    assertThat(ForeignJars.classPath(directory.toString()))
        .isEqualTo(one + File.pathSeparator + two);
    assertThat(ForeignJars.classPath(two + ":" + one)).isEqualTo(two + ":" + one);
  }

  @Test
  void interruptionEndsAllPrograms() throws Exception {
    needShell();
    Thread here = Thread.currentThread();
    Thread controlC =
        new Thread(
            () -> {
              while (ProcessHandle.current().children().noneMatch(BenchTest::isPing)) {
                Thread.onSpinWait();
              }
              here.interrupt();
            });
    controlC.start();
    assertThatThrownBy(() -> bench("'pipe', rounds: 1000000, runs: 1000"))
        .isInstanceOfSatisfying(
            SysException.class, e -> assertThat(e.getErrno()).isEqualTo(Errno.EINTR));
    controlC.join();
  }

  private static boolean isPing(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("pipe ping");
  }

  @Test
  void interruptionInTheMiddleGivesWhatWasMeasured() throws Exception {
    needShell();
    Thread here = Thread.currentThread();
    Thread controlC =
        new Thread(
            () -> {
              while (ProcessHandle.current().children().noneMatch(BenchTest::isMutex)) {
                Thread.onSpinWait();
              }
              here.interrupt();
            });
    controlC.start();
    BenchReport table =
        bench("'memory', 'mutex', rounds: 1000, runs: 1, warmup: 0, processors: 1, sizes: 1");
    controlC.join();
    assertThat(table.toString()).contains("interrupted: these are the figures until then");
    assertThat(table.get(0).get("mechanism")).isEqualTo("memory");
  }

  private static boolean isMutex(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("mutex alone");
  }

  @Test
  void wordsOfACommandLineAreOptions() {
    BenchWords words = BenchWords.of("pipe", "--sizes=1,64", "--csv", "--runs=3");
    assertThat(words.names()).containsExactly("pipe");
    assertThat(words.list("sizes", null)).isEqualTo(List.of(1, 64));
    assertThat(words.number("runs", 7)).isEqualTo(3);
    assertThat(words.number("rounds", 7)).isEqualTo(7);
    assertThat(words.has("csv")).isTrue();
    assertThatThrownBy(() -> bench("'--size=1'"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("expected --csv, --json or --sizes=, ")
        .hasMessageContaining("given --size=1");
    assertThatThrownBy(() -> bench("'pipe', sizes: [0]"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("sizes: expected numbers from 1 to 1048576, given 0");
  }

  @Test
  void unknownMechanismIsRefused() {
    assertThatThrownBy(() -> bench("'pip'"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("given pip; did you mean pipe?");
    assertThatThrownBy(() -> bench("'pipe', rounds: 0"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("expected 1 to 1000000, given 0");
  }

  @Test
  void examplesPrintWhatTheySay() throws Exception {
    needShell();
    CommandModel command = shell.context().registry().find("bench");
    for (String line : command.examples()) {
      String[] parts = line.split("//=>");
      String printed = shell.line(parts[0]);
      if (parts.length > 1) {
        assertThat(printed).as(line).isEqualTo(parts[1].strip());
      }
    }
  }

  @Test
  void cCompilesWithoutAWarning(@TempDir Path directory) throws Exception {
    Path compiler = SystemPrograms.find("gcc");
    Tools.needs(compiler != null, "gcc is not installed");
    Path source = Path.of("src/main/resources/ipcsh/bench/bench.c").toAbsolutePath();
    Process gcc =
        new ProcessBuilder(
                List.of(
                    compiler + "", "-O2", "-Wall", "-Wextra", "-Werror", "-pthread", source + ""))
            .directory(directory.toFile())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
  }

  @Test
  void barIsAsLongAsOurTimeAndSolidAsFarAsThatOfC() {
    assertThat(Bar.of(10.0, 5.0, 20, 8)).isEqualTo("██░░");
    assertThat(Bar.of(20.0, 40.0, 20, 8)).isEqualTo("████████");
    assertThat(Bar.of(0.001, null, 20, 8)).isEqualTo("░");
    assertThat(Bar.of(null, 5.0, 20, 8)).isEmpty();
  }

  @Test
  void figuresAreMedians() {
    assertThat(Figures.median(List.of(9L, 1L, 3L))).isEqualTo(3);
    assertThat(Figures.median(List.of(9L, 1L, 3L, 4L))).isEqualTo(3.5);
  }

  @Test
  void processorsAreReadAsTheKernelWritesThem() {
    assertThat(Processors.numbers("0-2,5")).containsExactly(0, 1, 2, 5);
  }
}

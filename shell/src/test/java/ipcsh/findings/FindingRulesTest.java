package ipcsh.findings;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Tools;
import ipcsh.observe.Observation;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule finds its mistake in a program, and nothing in the same program without it. */
@Tag("long")
class FindingRulesTest {
  private static final Path SOURCES = Path.of("src/test/resources/c/findings").toAbsolutePath();

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          leak_in_loop            | leak
          leak_of_clients         | leak
          never_used              | unused
          own_write_end           | kept waiting
          write_end_of_the_parent | kept waiting
          third_process           | kept waiting
          unused_ends             | pipe end, pipe end
          zombies                 | zombie
          one_zombie              | zombie
          left_socket             | left behind
          left_fifo               | left behind
          left_shm                | left behind, left behind
          left_queue              | left behind
          left_sysv               | left behind, left behind, left behind
          left_key                | left behind
          bound_again             | bind without unlink
          result_of_open          | unchecked result
          result_of_connect       | unchecked result
          result_of_bind          | unchecked result
          result_of_exec          | unchecked result
          result_of_fopen         | unchecked result
          closed_twice            | closed twice
          used_after_close        | used after close
          interrupted             | EINTR, SIGPIPE
          short_read              | short read
          short_write             | short write
          short_write_nonblocking | short write
          inherited_write_end     | kept waiting
          kept_connection         | kept waiting
          broken_pipe             | SIGPIPE
          cut_datagram            | cut datagram
          cut_message             | cut datagram
          across_exec             | inherited by exec
          endless_loop            | endless loop
          no_mode                 | no mode
          no_ftruncate            | no size
          """)
  void mistakeIsFoundAndItsAbsenceIsNot(String name, String kinds) {
    String object = "/ipcsh-finding-" + ProcessHandle.current().pid();
    try {
      Findings wrong = findings(name, "MISTAKE", object);
      assertThat(wrong).extracting(Finding::getKind).containsExactly(kinds.split(", "));
      assertThat(wrong.toString()).contains("=> ");
      cleanUp(wrong, object);
      Findings right = findings(name, "RIGHT", object);
      assertThat(right).describedAs(right.toString()).isEmpty();
    } finally {
      cleanUp(List.of(), object);
    }
  }

  @Test
  void findingTellsCallTimeAndAdvice() {
    Finding found = findings("own_write_end", "MISTAKE", "").get(0);
    assertThat(found.getCall().getName()).isEqualTo("read");
    assertThat(found.getTime()).isPositive();
    assertThat(found.getPid()).isPositive();
    assertThat(found.getProgram()).isEqualTo("own_write_end");
    assertThat(found.getText())
        .isEqualTo(
            "waits for data or end of file, but holds the write end of the pipe open itself, as"
                + " descriptor 4; no process that could write is left");
    assertThat(found.getAdvice()).isEqualTo("close(4) in this process before it reads");
    assertThat(found.properties())
        .containsKeys("kind", "time", "pid", "program", "call", "text", "advice", "count");
  }

  /**
   * The duration that strace prints lacks the time in which it looked at the arguments, which is
   * longer the more sockets there are.
   */
  private static String withShorterDurations(String lines) {
    return Pattern.compile("(?m) <0\\.(\\d{9})>$")
        .matcher(lines)
        .replaceAll(
            took -> {
              long rest = Math.max(0, Long.parseLong(took.group(1)) - 1_000_000);
              return " <0.%09d>".formatted(rest);
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void datagramOfAnotherProgramIsCut(boolean isSlow) {
    Path server = Tools.compile(directory, "datagram_server.c");
    Path client = Tools.compile(directory, "datagram_client.c");
    try (TracedProgram receiver = TracedProgram.start(directory, server.toString(), "1")) {
      receiver.running().awaitOutput("bound");
      try (TracedProgram sender = TracedProgram.start(directory, client.toString(), "ABCDE", "1")) {
        Observation received =
            receiver.observation(lines -> isSlow ? withShorterDurations(lines) : lines);
        Findings found = Findings.of(List.of(received, sender.observation()));
        assertThat(found).extracting(Finding::getKind).containsExactly("cut datagram");
        assertThat(found.get(0).getText()).contains("5 bytes, the buffer 3");
        assertThat(receiver.findings()).isEmpty();
      }
    }
  }

  private Findings findings(String name, String variant, String argument) {
    Tools.need("gcc");
    String program = directory.resolve(name).toString();
    String source = SOURCES.resolve(name + ".c").toString();
    int status =
        Tools.run(
                directory,
                "gcc",
                "-Wall",
                "-Wno-unused-result",
                "-D" + variant,
                "-o",
                program,
                source,
                "-lpthread")
            .status();
    assertThat(status).isZero();
    return TracedProgram.findings(directory, program, argument);
  }

  /** Removes what the wrong program has left outside the directory. */
  private void cleanUp(List<Finding> found, String object) {
    for (Finding each : found) {
      String option =
          switch (each.getCall().getName()) {
            case "msgget" -> "-q";
            case "semget" -> "-s";
            case "shmget" -> "-m";
            default -> null;
          };
      if (option != null) {
        Tools.run(directory, "ipcrm", option, each.getCall().getResult().toString());
      } else {
        Tools.run(
            directory,
            "rm",
            "-f",
            directory.resolve("left-fifo") + "",
            directory.resolve("left-socket") + "");
      }
    }
    Tools.run(directory, "rm", "-f", "/dev/shm" + object, "/dev/shm/sem." + object.substring(1));
    String unlink = "import ctypes; ctypes.CDLL(None).mq_unlink(b'" + object + "')";
    Tools.run(directory, "python3", "-c", unlink);
  }
}

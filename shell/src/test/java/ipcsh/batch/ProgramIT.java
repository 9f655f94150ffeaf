package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.json.JsonSlurper;
import ipcsh.kit.Outcome;
import ipcsh.kit.Processes;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line: what is printed where, and the exit statuses. */
class ProgramIT {
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path directory;

  private Path script(String text) throws IOException {
    return Files.writeString(directory.resolve("script.groovy"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "1 + 1            ; 0   ; 2",
        "null             ; 0   ; ``",
        "exit 7           ; 7   ; ``",
        "exit             ; 0   ; ``",
        "open '/no/such'  ; 1   ; ``",
        "assert 1 == 2    ; 1   ; ``",
        "fds*.number      ; 0   ; [0, 1, 2]",
        "socket()         ; 0   ; fd 3  unix stream",
      })
  void codeGivesItsLastValueAndAStatus(String code, int status, String printed) {
    Outcome outcome = Program.run(directory, "-e", code);
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(status);
    assertThat(outcome.out().strip()).isEqualTo(printed);
  }

  @Test
  void descriptorsCountFromThree() {
    Outcome outcome =
        Program.run(directory, "-e", "[socket(), pipe(), socket()].flatten()*.number");
    assertThat(outcome.out().strip()).isEqualTo("[3, 4, 5, 6]");
  }

  /** Java 17 restores the default action of SIGCHLD when it starts its first program. */
  @Test
  void aHandlerOfSigchldSurvivesTheFirstProgramOfJava() throws IOException {
    script(
        """
        count = 0
        signal(SIGCHLD) { count++ }
        'true'.execute().waitFor()
        eventually(timeout: 60.s) { count > 0 }
        before = count
        waitpid spawn('true')
        eventually(timeout: 60.s) { count > before }
        """);
    Outcome outcome = Program.run(directory, "script.groovy");
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  @Test
  void errorOfAScriptNamesFileLineAndText() throws IOException {
    script("x = 1\nopen '/no/such/file'\n");
    Outcome outcome = Program.run(directory, "script.groovy");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            """
            script.groovy:2: open("/no/such/file", O_RDONLY) = -1 ENOENT (No such file or directory)
              open '/no/such/file'
              the directory /no does not exist; O_CREAT creates a file, never a directory
            """);
  }

  @Test
  void tablesAreTablesWhereTheyArePrinted() throws IOException {
    script("(r, w) = pipe()\nprintln fds()\n[1].each { println explain { write w, 'x' } }\n");
    Outcome outcome = Program.run(directory, "script.groovy");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.lines())
        .anyMatch(line -> line.startsWith("fd  var  kind "))
        .anyMatch(line -> line.matches(" 3  r    pipe .*"))
        // the variable's name is known only to the plugin cexport, which may not be built yet
        .anyMatch(line -> line.matches("    C  write\\((w|4), \"x\", 1\\);"));
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(Program.run(directory, "--no-such-option").status()).isEqualTo(2);
    assertThat(Program.run(directory, "no-such-file.groovy").status()).isEqualTo(2);
    assertThat(Program.run(directory, "-e").status()).isEqualTo(2);
  }

  @Test
  void whatIsNoFileIsACommand() throws IOException {
    Files.createDirectory(directory.resolve("errno"));
    Outcome outcome = Program.run(directory, "errno", "11");
    assertThat(outcome.out()).startsWith("EAGAIN (11): Resource temporarily unavailable\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(Program.run(directory, "help", "recvfrom").out()).startsWith("recvfrom(");
    assertThat(Program.run(directory, "send", "1").status()).isEqualTo(1);
    Files.writeString(directory.resolve("getpid"), "println 'a script'");
    assertThat(Program.run(directory, "getpid").out()).isEqualTo("a script\n");
  }

  @Test
  void wordThatIsNeitherFileNorCommandIsWrongUsage() {
    assertThat(Program.run(directory, "ernno", "11"))
        .isEqualTo(
            new Outcome(
                "", "ipcsh: ernno: no such file, and no command; did you mean errno?\n", 2));
  }

  @Test
  void versionAndHelpGoToStandardOutput() {
    assertThat(Program.run(directory, "--help").out()).contains("--keep-going");
    assertThat(Program.run(directory, "--version").out()).startsWith("ipcsh 1");
  }

  @Test
  void argumentsAreArgs() throws IOException {
    script("println args.join('|'); println args.size()");
    assertThat(Program.run(directory, "script.groovy", "a", "-b", "c d").lines())
        .containsExactly("a|-b|c d", "3");
  }

  @Test
  void standardInputIsAScriptWithoutBannerOrPrompt() {
    Outcome outcome =
        Program.feed(directory, "x = 2\nprintln x + 1\ndef f(a) {\n  a * 2\n}\nprintln f(x)\n");
    assertThat(outcome).isEqualTo(new Outcome("3\n4\n", "", 0));
  }

  @Test
  void standardInputStopsAtTheFirstError() {
    Outcome outcome = Program.feed(directory, "println 1\nopen '/no/such'\nprintln 2\n");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEqualTo("1\n");
    assertThat(outcome.err()).startsWith("standard input:2: open(");
  }

  @Test
  void keepGoingGoesOn() {
    Outcome outcome =
        Program.feed(directory, "println 1\nopen '/no/such'\nprintln 2\n)\nprintln 3", "-k");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEqualTo("1\n2\n3\n");
    assertThat(Program.feed(directory, "println 1", "-k").status()).isZero();
  }

  @Test
  void jsonIsAValueALine() {
    String code = "(a, b) = socketpair AF_UNIX, SOCK_DGRAM; send a, 'ABCDE'; recv b, 3";
    Outcome outcome = Program.run(directory, "--json", "-e", code);
    Map<?, ?> message = (Map<?, ?>) new JsonSlurper().parseText(outcome.out());
    assertThat(message.get("text")).isEqualTo("ABC");
    assertThat(message.get("truncated")).isEqualTo(true);
    assertThat(Program.run(directory, "--json", "-e", "[a: 1, b: [true, null, 'x']]").out())
        .isEqualTo("{\"a\":1,\"b\":[true,null,\"x\"]}\n");
  }

  @Test
  void interruptionOfABlockedScriptIs130() throws IOException {
    script("(a, b) = socketpair()\nprintln 'waits'\nrecv b\n");
    Running program = Program.start(directory, "script.groovy").awaitOutput("waits");
    Processes.awaitCall(program.pid(), "recvfrom(4, ...)");
    Tools.run(directory, "kill", "-INT", "" + program.pid());
    Outcome outcome = program.outcome(BOUND);
    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.err()).contains("script.groovy:3: recv(4, 65536) = -1 EINTR");
  }

  @Test
  void interruptionOfALoopIs130() throws IOException {
    script("println 'loops'\nwhile (true) { x = 1 }\n");
    Running program = Program.start(directory, "script.groovy").awaitOutput("loops");
    Tools.run(directory, "kill", "-INT", "" + program.pid());
    assertThat(program.outcome(BOUND).status()).isEqualTo(130);
  }

  @Test
  void scriptMayBeginWithAHashBang() throws IOException {
    Path script = script("#!/usr/bin/env ipcsh\nprintln 'ran ' + args\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Path bin = Files.createDirectory(directory.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("ipcsh"), Path.of(Program.launcher()));
    Outcome outcome =
        Running.start(
                List.of(script.toString(), "one"),
                directory,
                Map.of("PATH", bin + ":" + System.getenv("PATH")))
            .outcome(BOUND);
    assertThat(outcome.lines()).as(outcome.err()).containsExactly("ran [one]");
  }

  @Test
  void relativePathsAreRelativeToTheDirectory() {
    Outcome outcome =
        Program.run(
            directory,
            "-e",
            "s = socket AF_UNIX, SOCK_DGRAM; bind s, 'here'; "
                + "c = socket AF_UNIX, SOCK_DGRAM; sendto c, 'x', 'here'; [getsockname(s), recv(s).text]");
    assertThat(outcome.out().strip()).as(outcome.err()).isEqualTo("[here, x]");
    assertThat(directory.resolve("here")).exists();
  }

  @Test
  void brokenPipeOfAPeerDoesNotEndTheShell() {
    Outcome outcome =
        Program.run(
            directory,
            "-e",
            "(a, b) = socketpair(); close b; fails(EPIPE) { write a, 'x' }; 'alive'");
    assertThat(outcome).isEqualTo(new Outcome("alive\n", "", 0));
  }

  @Test
  void sessionTalksToPython() {
    Tools.need("python3");
    String python =
        """
        import socket
        s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        s.bind("server")
        print("ready", flush=True)
        data, who = s.recvfrom(3)
        s.sendto(b"[" + data + b"]", who)
        """;
    try (Running server = Tools.python(directory, python).awaitOutput("ready")) {
      Outcome outcome =
          Program.run(
              directory,
              "-e",
              "c = socket AF_UNIX, SOCK_DGRAM; bind c, \"client.${getpid()}\"; "
                  + "sendto c, 'ABCDE', 'server'; m = recvfrom c; [m.text, m.from]");
      assertThat(outcome.out().strip()).as(outcome.err()).isEqualTo("[[ABC], server]");
      assertThat(server.outcome(BOUND).status()).isZero();
    }
  }
}

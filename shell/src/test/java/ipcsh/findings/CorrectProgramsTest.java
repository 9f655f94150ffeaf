package ipcsh.findings;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs without mistakes, of many kinds: nothing is found in them. */
@Tag("long")
class CorrectProgramsTest {
  private static final Path PYTHON = Path.of("src/test/resources/python/examples").toAbsolutePath();

  private static final Path CORRECT = Path.of("src/test/resources/c/correct").toAbsolutePath();

  @TempDir private Path directory;

  @BeforeEach
  void files() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append(i).append('\n');
    }
    Files.writeString(directory.resolve("big"), lines);
    Files.writeString(directory.resolve("small"), "hello\n");
    Files.writeString(directory.resolve("buf"), "\0".repeat(4096));
    Files.writeString(
        directory.resolve("Makefile"), "all: a b c\na b c:\n\t@echo $@; sleep 0.1 | cat\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat small",
        "grep 1 big",
        "cat big | grep 1 | sort | uniq -c | head -3",
        "yes | head -1",
        "sleep 0.2 & sleep 0.5; echo done",
        "for i in 1 2 3; do sleep 0.1 & done; sleep 0.4; wait",
        "x=$(cat small); echo $x; cat <<E\nhere\nE\n",
        "exec 3<small; cat <&3; exec 3<&-; (flock 9; sleep 0.1) 9>lock",
        "mkfifo f; cat small > f & cat f; wait; rm f",
        "mkfifo stays",
        "tar cf - small | gzip | gunzip | tar tf -",
        "find . -name small | xargs -r cat",
        "ls | xargs -P 4 -n 1 echo",
        "sort -R big | tail -1; dd if=/dev/zero of=z bs=1000 count=3; cp z y; mv y x; rm x",
        "timeout 5 sleep 0.1; timeout 0.1 sleep 5",
        "awk 'BEGIN { while ((\"ls\" | getline x) > 0) n++; print n | \"cat\"; system(\"true\") }'",
        "bash -c 'diff <(cat big) <(cat small); cat <<< hello; coproc cat; echo hi >&${COPROC[1]};"
            + " read x <&${COPROC[0]}; exec {COPROC[1]}>&-; wait'",
        "make -j3",
        "git init -q g",
        "perl -e 'pipe(R, W); if (!fork) { close R; print W \"hi\"; exit } close W; print <R>; wait'",
        "ssh-keygen -q -t ed25519 -N '' -f key && ssh-agent sh -c 'ssh-add key; ssh-add -l'",
        "eval $(ssh-agent); ssh-add -l; ssh-agent -k",
        "socat EXEC:'cat small' STDOUT; socat -u EXEC:ls,pty STDOUT",
        "(socat -u OPEN:small UNIX-LISTEN:so) & while ! test -S so; do sleep 0.1; done;"
            + " socat -u UNIX-CONNECT:so STDOUT; wait",
      })
  void scriptsHaveNone(String script) {
    assertNone(TracedProgram.findings(directory, "sh", "-c", script));
  }

  @ParameterizedTest
  @MethodSource
  void examplesInPythonHaveNone(String name) throws IOException {
    Path program = directory.resolve(name);
    Files.copy(PYTHON.resolve(name), program);
    assertNone(TracedProgram.findings(directory, "python3", program.toString()));
  }

  static List<String> examplesInPythonHaveNone() throws IOException {
    try (Stream<Path> all = Files.list(PYTHON)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void curlAndItsServerHaveNone() {
    Tools.need("curl");
    try (TracedProgram server =
        TracedProgram.start(
            directory, "python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1")) {
      server.running().awaitOutput("http://127.0.0.1:");
      String url = server.running().output().replaceAll("(?s).*\\((http://[^)]*)\\).*", "$1");
      assertNone(TracedProgram.findings(directory, "curl", "-s", url + "small"));
      assertNone(
          TracedProgram.findings(
              directory, "curl", "-sZ", url + "small", url + "big", "-o", "/dev/null", "-o", "a"));
      assertNone(TracedProgram.findings(directory, "curl", "-s", "http://127.0.0.1:1/"));
      Tools.run(directory, "pkill", "-INT", "-P", server.running().pid() + "");
      assertNone(server.findings());
    }
  }

  @Test
  void datagramPeersHaveNone() {
    Path server = Tools.compile(directory, "datagram_server.c");
    Path client = Tools.compile(directory, "datagram_client.c");
    assertNone(pair("bound", List.of(server + "", "2"), List.of(client + "", "AB", "2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d", "-q"})
  void passersOfDescriptorsHaveNone(String kind) {
    Path receive = Tools.compile(directory, "scm_rights_recv.c");
    Path send = Tools.compile(directory, "scm_rights_send.c");
    List<String> option = kind.isEmpty() ? List.of() : List.of(kind);
    assertNone(
        pair(
            "bound",
            Stream.of(List.of(receive + ""), option, List.of("s")).flatMap(List::stream).toList(),
            Stream.of(List.of(send + ""), option, List.of("s", "small"))
                .flatMap(List::stream)
                .toList()));
  }

  @Test
  void openServerHasNone() {
    Path server = Tools.compile(directory, "open_server.c");
    Path client = Tools.compile(directory, "open_client.c");
    assertNone(
        pair(
            "listening",
            List.of(server + "", "osrv", "1"),
            List.of(client + "", "osrv", "ocli", "small", "none")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alarm_timeout",
        "large_buffer",
        "stopped_peer",
        "ended_in_read",
        "ended_by_signal"
      })
  void programsInCHaveNone(String name) {
    Path program = Tools.compile(directory, CORRECT.resolve(name + ".c"), name);
    assertNone(TracedProgram.findings(directory, program.toString()));
  }

  @Test
  void otherPeersInCHaveNone() {
    String queue = "/ipcsh-correct-" + ProcessHandle.current().pid();
    run("bounded_buffer", "buf", "init");
    Path buffer = directory.resolve("bounded_buffer");
    assertNone(
        pair(
            "",
            List.of(buffer + "", "buf", "produce", "50"),
            List.of(buffer + "", "buf", "consume", "50")));
    run("struct_memory", directory + "/buf", "write");
    run("descriptors");
    run("transfers", "sendfile", "small");
    run("transfers", "create", ".");
    run("locks", "buf");
    run("record_locks", "buf");
    try {
      run("message_queue", queue, "make", "4", "64");
      run("message_queue", queue, "send", "1", "one", "2", "two");
      run("message_queue", queue, "receive", "2");
    } finally {
      Tools.run(
          directory,
          "python3",
          "-c",
          "import ctypes; ctypes.CDLL(None).mq_unlink(b'" + queue + "')");
    }
  }

  private void run(String name, String... arguments) {
    if (!Files.exists(directory.resolve(name))) {
      Tools.compile(directory, name + ".c");
    }
    String[] words =
        Stream.concat(Stream.of(directory.resolve(name) + ""), Stream.of(arguments))
            .toArray(String[]::new);
    assertNone(TracedProgram.findings(directory, words));
  }

  /** Two programs that run together. */
  private Findings pair(String ready, List<String> server, List<String> client) {
    try (TracedProgram first = TracedProgram.start(directory, server.toArray(String[]::new))) {
      first.running().awaitOutput(ready);
      try (TracedProgram second = TracedProgram.start(directory, client.toArray(String[]::new))) {
        second.observation();
        assertNone(second.findings());
        assertNone(first.findings());
        return Findings.of(List.of(first.observation(), second.observation()));
      }
    }
  }

  private static void assertNone(Findings findings) {
    assertThat(findings).describedAs(findings.toString()).isEmpty();
  }
}

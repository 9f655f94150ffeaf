package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.json.JsonOutput;
import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.record.Emulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names and data chosen by others to control a terminal, at the program's own prompt on a terminal:
 * the screen shows the escaped text, and no control character takes effect.
 */
class ForeignTextIT {
  private static final Duration BOUND = Wait.LONG;

  /**
   * A title, red, a colour by C1, a change of writing direction, a zero-width character; and a mark
   * to search for.
   */
  private static final String HOSTILE = "E\u001b]0;OWN\u0007\u001b[36;45m\u009b31m\u202e\u200bZ";

  private static final String SHOWN =
      "E\\u001b]0;OWN\\u0007\\u001b[36;45m\\u009b31m\\u202e\\u200bZ";

  /** The same in quotes, and as an argument of a call, where it is octal as in C. */
  private static final String QUOTED =
      "E\\33]0;OWN\\7\\33[36;45m\\302\\23331m\\342\\200\\256\\342\\200\\213Z";

  /** Ends on request; has the name, a socket with the name, and sends from it. */
  private static final String STRANGER =
      """
      import ctypes, socket, sys
      name = open('name', 'rb').read()
      ctypes.CDLL(None).prctl(15, name[:15], 0, 0, 0)
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(b'\\0' + name)
      s.sendto(name, b'\\0' + sys.argv[1].encode())
      listening = socket.socket(socket.AF_UNIX)
      listening.bind(name)
      listening.listen()
      held = open(name + b'.file', 'w')
      print('ready', flush=True)
      sys.stdin.readline()
      """;

  /** Answers at a control socket like a shell. */
  private static final String EVIL_SHELL =
      """
      import os, socket, struct, sys
      def text(s): return b's' + struct.pack('>i', len(s)) + s
      def value(v): return v if isinstance(v, bytes) else text(v.encode())
      name = open('name', 'rb').read()
      number = lambda n: b'i' + struct.pack('>i', n)
      long = lambda n: b'l' + struct.pack('>q', n)
      who = {'name': text(name), 'pid': long(1), 'user': text(name), 'uid': number(0),
             'since': long(0), 'state': text(name), 'waits': b'L\\0\\0\\0\\0', 'kind': text(b'role'),
             'cwd': text(name)}
      answer = b'M' + struct.pack('>i', len(who))
      for key, what in who.items(): answer += text(key.encode()) + what
      s = socket.socket(socket.AF_UNIX)
      s.bind('ipcsh/evil.%d' % os.getpid())
      s.listen()
      print('ready', flush=True)
      while True:
          c = s.accept()[0]
          c.recv(4096)
          c.sendall(answer)
      """;

  @TempDir Path directory;

  private void assertNothingActed(Prompt prompt, String... shown) {
    String written = prompt.written();
    for (String acts : List.of("\u001b]0;OWN", "\u001b[36;45m", "\u009b", "\u202e", "\u200b")) {
      assertThat(written).doesNotContain(acts);
    }
    Emulator screen = new Emulator(100, 30);
    screen.write(written);
    // rows of a wrapped line
    String cells = String.join("", screen.text());
    for (String text : shown) {
      assertThat(cells).contains(text);
    }
  }

  @Test
  void addressesAndData() throws IOException {
    Tools.need("python3");
    Files.writeString(directory.resolve("name"), HOSTILE);
    try (Prompt prompt = new Prompt(directory, "-n", "A").await("A> ")) {
      prompt.enter("s = socket AF_UNIX, SOCK_DGRAM; bind s, '@foreign-" + prompt.pid() + "'", "0");
      try (Running stranger = Tools.python(directory, STRANGER, "foreign-" + prompt.pid())) {
        stranger.awaitOutput("ready");
        prompt.enter("m = recvfrom s", "").await("from @" + SHOWN);
        prompt.enter("m.from", "@" + SHOWN);
        prompt.enter("m.text", SHOWN);
        prompt.enter("[m.text, m.from]", "[" + SHOWN + ", @" + SHOWN + "]");
        prompt.enter("connect s, m.from; s", "fd ").await("connected to").await("@" + SHOWN);
        prompt.enter("getpeername s", "@" + SHOWN);
        prompt.enter("say m.text", SHOWN);
        prompt.enter("throw new IllegalStateException(m.text)", SHOWN);
        prompt.enter("at m.text, '1'", "no shell is called").await(SHOWN);
        prompt.type("open m.text\r").await(QUOTED);
        prompt.type("fds().size(); draw\r").await("A> ");
        prompt.type("inspect s\r").await("@" + SHOWN);
        prompt.type("fds(" + stranger.pid() + ")\r").await(".file").await("A> ");
        prompt
            .type("trace on\r")
            .await("A> ")
            .type("send s, m.text\r")
            .await("\\33]0;OWN")
            .await("A> ");
        assertNothingActed(prompt);
      }
    }
  }

  @Test
  void namesOfFilesAndWhatIsLeft() throws IOException {
    try (Prompt prompt = new Prompt(directory, "-n", "A").await("A> ")) {
      prompt.enter("h = '" + SHOWN + "'", SHOWN);
      prompt.enter("f = open \"" + directory + "/$h\", O_CREAT | O_RDWR; f", "fd ").await(SHOWN);
      prompt.type("fds\r").await("u200bZ  0 bytes").await("A> ");
      prompt.type("leftovers\r").await(SHOWN).await("A> ");
      prompt.type("p = bg { throw new IllegalStateException(h) }; eventually { p.done }; p\r");
      prompt.await("failed: " + SHOWN).await("A> ").type("sems.size(); jobs\r").await("A> ");
      prompt.type("open '" + directory + "/E\t").await("E\\u001b]0;OWN");
      prompt.type("\3").await("A> ").type("\4").status();
      assertNothingActed(prompt, "E\\u001b]0;OWN");
    }
  }

  @Test
  void whatAControlSocketAnswers() throws IOException {
    Tools.need("python3");
    Files.writeString(directory.resolve("name"), HOSTILE);
    try (Prompt prompt = new Prompt(directory, "-n", "A").await("A> ");
        Running evil = Tools.python(directory, EVIL_SHELL)) {
      evil.awaitOutput("ready");
      prompt.enter("shells", "").await("evil  " + evil.pid() + "  role").await(SHOWN);
      prompt.type("shells[1]\r").await(SHOWN).await("A> ");
      prompt.type("draw(all: true)\r").await("A> ");
      assertNothingActed(prompt, SHOWN);
      Outcome list =
          Running.start(
                  List.of(Program.launcher(), "ls"),
                  directory,
                  Map.of("XDG_RUNTIME_DIR", directory.toString()))
              .outcome(BOUND);
      assertThat(list.out())
          .contains("evil  " + evil.pid())
          .contains(SHOWN)
          .doesNotContain("\u001b");
    }
  }

  @Test
  void aScriptOnATerminalAndErrorsEverywhere() throws IOException {
    String text = "\"" + SHOWN + "\"";
    try (Prompt program = new Prompt(directory, "-e", "[" + text + ", say(" + text + ")]")) {
      program.await(SHOWN).await("[" + SHOWN);
      program.status();
      assertNothingActed(program, SHOWN);
    }
    try (Prompt program =
        new Prompt(directory, "-e", "throw new IllegalStateException(" + text + ")")) {
      program.await(SHOWN).status();
      assertNothingActed(program, SHOWN);
    }
    try (Prompt program = new Prompt(directory, HOSTILE)) {
      assertThat(program.await(SHOWN).status()).isEqualTo(2);
      assertNothingActed(program, SHOWN);
    }
    try (Prompt program = new Prompt(directory, "--" + HOSTILE)) {
      assertThat(program.await(SHOWN).status()).isEqualTo(2);
      assertNothingActed(program, SHOWN);
    }
  }

  /** Names reported by inotify, data in a chart, running programs, and the line at the exit. */
  @Test
  void eventsChartsJobsAndTheLineAtTheExit() throws IOException {
    try (Prompt prompt = new Prompt(directory, "-n", "A").await("A> ")) {
      prompt.enter("h = '" + SHOWN + "'", SHOWN);
      prompt.type("i = inotify_init(); inotify_add_watch i, '" + directory + "'\r").await("A> ");
      prompt.type("f = open \"" + directory + "/$h\", O_CREAT | O_RDWR\r").await("A> ");
      prompt.type("inotify_read i\r").await(SHOWN).await("A> ");
      prompt.type("trace on\r").await("A> ").type("write f, h\r").await("E\\33").await("A> ");
      prompt.type("trace off\r").await("A> ");
      prompt.type("s = sequence { (a, b) = socketpair(); send a, h; recv b }\r").await("A> ");
      prompt.type("println s\r").await("A> ");
      prompt.type("p = spawn 'sh', '-c', 'sleep 60', h; p\r").await("A> ");
      prompt
          .type("leftovers\r")
          .await(SHOWN)
          .await("A> ")
          .type("kill p, 9; p.wait()\r")
          .await("A> ");
      prompt.type("q = spawn 'printf', h; q.out\r").await("A> ");
      prompt.type("explain { open h }\r").await("E\\33").await("A> ");
      prompt.type("who_has h\r").await("A> ").type("send 'x', h\r").await("A> ");
      prompt.type("\4").status();
      assertNothingActed(prompt, "left behind: ");
    }
  }

  /** A recording made by another user, in every export format. */
  @Test
  void whatIsMadeOfAStrangersRecording() throws IOException {
    String evil = "</script><script>alert(1)</script>]]><svg onload=alert(1)>`${1}`\n# head\n";
    String data = JsonOutput.toJson(HOSTILE + evil);
    Files.writeString(
        directory.resolve("x.cast"),
        "{\"version\": 2, \"width\": 80, \"height\": 24, \"title\": "
            + data
            + "}\n[0.1, \"m\", "
            + data
            + "]\n[0.5, \"o\", "
            + data
            + "]\n");
    for (String kind : List.of("html", "svg", "md")) {
      Outcome made = Program.run(directory, "export", "x.cast", "x." + kind);
      assertThat(made.err()).isEmpty();
      assertThat(made.out()).doesNotContain("\u001b");
      String text = Files.readString(directory.resolve("x." + kind));
      String foreign =
          switch (kind) {
            case "html" -> withoutThePlayer(text);
            // output is in a fence, where tags are text; elsewhere no tag begins
            case "md" -> text.replaceAll("(?s)\n(````*)\\w*\n.*?\n\\1\n", "\n").replace("\\<", "");
            default -> text;
          };
      assertThat(foreign)
          .contains("alert(1)")
          .doesNotContain("<script>alert")
          .doesNotContain("<svg onload");
      for (String shown : List.of(foreign, kind.equals("md") ? text : foreign)) {
        assertThat(shown.codePoints().filter(c -> c != '\n' && Character.isISOControl(c)))
            .as(kind)
            .isEmpty();
      }
    }
  }

  /** The page without the code of the player, which contains the characters searched for. */
  private static String withoutThePlayer(String page) throws IOException {
    String player;
    try (InputStream in =
        ForeignTextIT.class.getResourceAsStream("/ipcsh/record/asciinema-player.min.js")) {
      player = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(page).containsOnlyOnce(player);
    return page.replace(player, "");
  }
}

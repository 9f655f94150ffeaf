package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain} shows the same C at a real prompt as in a script. */
class ExplainAtThePromptIT {
  /** A line for each command that transfers data, after lines that create what it needs. */
  private static final List<String> LINES =
      List.of(
          "(a, b) = socketpair(AF_UNIX, SOCK_DGRAM)",
          "send a, 'hello'",
          "m = recv b",
          "n = \"@explain-${getpid()}\"",
          "s = socket AF_UNIX, SOCK_DGRAM",
          "bind s, n",
          "c = socket AF_UNIX, SOCK_DGRAM",
          "bind c, \"@explain-c-${getpid()}\"",
          "sendto c, 'x', n",
          "m = recvfrom s, 3",
          "sendto s, m.text, m.from",
          "println recv(c)",
          "sendmsg c, 'ABC', to: n",
          "println recvmsg(s).text",
          "sendfd a, s",
          "f = recvfd(b)",
          "sendmsg a, 'fds', fds: [s, f]",
          "r = recvmsg b",
          "(p, q) = pipe()",
          "write q, 'text'",
          "println read(p, 4).text",
          "g = memfd_create('explain')",
          "pwrite g, 'abc', 10",
          "println pread(g, 3, 10).text",
          "k = mmap 4096",
          "poke k, 8, 'xyz'",
          "println peek(k, 8, 3).text",
          "k.putInt 16, 7",
          "int w = dup(g)");

  @TempDir Path directory;

  private String text(String to) {
    // prints little, so that it fits on the screen
    StringBuilder text = new StringBuilder("shown = []\n");
    for (String line : LINES) {
      text.append("shown << '")
          .append(line.replace("\\", "\\\\").replace("'", "\\'"))
          .append("'; null\n");
      text.append("shown.addAll(explain { ").append(line).append(" }*.c); null\n");
    }
    String file = directory.resolve(to).toString();
    return text.append("new File('" + file + "').text = shown.join('\\n'); null\n").toString();
  }

  @Test
  void theCIsTheSameAsInAScript() throws IOException {
    Files.writeString(directory.resolve("x.groovy"), text("script.txt"));
    Outcome script = Program.run(directory, "x.groovy");
    assertThat(script.err()).isEmpty();
    try (Prompt prompt = new Prompt(directory, "-n", "explains")) {
      prompt.await("explains>");
      prompt.type("\u001b[200~" + text("prompt.txt") + "\u001b[201~\r");
      prompt.type("'all ' + 'done'\r").await("all done");
    }
    assertThat(plain("prompt.txt")).isEqualTo(plain("script.txt")).hasSizeGreaterThan(60);
    assertThat(plain("script.txt"))
        .contains("send(a, \"hello\", 5, 0);", "ssize_t m_size = recvfrom(s, m, 3, 0, NULL, NULL);")
        .contains("address.sun_path[0] = '\\0';", "header->cmsg_type = SCM_RIGHTS;")
        .noneMatch(line -> line.contains("&msg"));
  }

  private List<String> plain(String file) throws IOException {
    return Files.readString(directory.resolve(file)).replaceAll("\\d{3,}", "N").lines().toList();
  }
}

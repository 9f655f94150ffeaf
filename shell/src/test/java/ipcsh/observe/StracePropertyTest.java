package ipcsh.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever strace, or a program that writes into its output, writes: it is read, and not lost. */
class StracePropertyTest {
  private static final List<String> PIECES =
      List.of(
          "4711 ",
          "4711  1700000000.000000001 ",
          "12 1700000000.5 ",
          "read(3<pipe:[77]>, \"x\", 1) = 1 <0.000001>",
          "read(3<pipe:[77]>, ",
          "<unfinished ...>",
          "<... read resumed>",
          "\"x\", 1) = 1 <0.000001>",
          "close(3) = -1 EBADF (Bad file descriptor) <0.1>",
          "--- SIGCHLD {si_signo=SIGCHLD, si_pid=12} ---",
          "--- stopped by SIGSTOP ---",
          "+++ exited with 0 +++",
          "+++ killed by SIGKILL (core dumped) +++",
          "+++ superseded by execve in pid 12 +++",
          "execve(\"/bin/true\", [\"true\"], 0x7f /* 3 vars */) = 0 <0.1>",
          "clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD) = 12 <0.1>",
          "bind(4<UNIX-STREAM:[1]>, {sa_family=AF_UNIX, sun_path=\"/x\"}, 5) = 0 <0.1>",
          " <detached ...>",
          " <pid changed to 12 ...>",
          "= ?",
          "99999999999 ",
          "\\\"",
          "(",
          ")",
          "{",
          "}",
          "<",
          ">",
          "\n",
          "\n",
          "\n",
          "\u0000",
          "\u00ff");

  @Provide
  Arbitrary<String> traces() {
    return Arbitraries.of(PIECES).list().ofMaxSize(60).map(parts -> String.join("", parts));
  }

  private static Observation read(byte[] bytes, int step, boolean shows) {
    Observation observation = new Observation(1_000_000);
    StraceParser parser = new StraceParser(observation);
    for (int at = 0; at < bytes.length; at += step) {
      parser.feed(bytes, at, Math.min(step, bytes.length - at));
      if (shows) {
        parser.showProgress();
      }
    }
    parser.end();
    return observation;
  }

  private static List<String> shown(Observation observation) {
    return observation.events().stream().map(String::valueOf).toList();
  }

  @Property
  void theSizeOfThePiecesDoesNotMatter(
      @ForAll("traces") String trace, @ForAll @IntRange(min = 1, max = 40) int step) {
    byte[] bytes = trace.getBytes(StandardCharsets.ISO_8859_1);
    List<String> whole = shown(read(bytes, Math.max(1, bytes.length), false));
    assertThat(shown(read(bytes, step, true))).isEqualTo(whole);
  }

  @Property
  void anyBytesAreRead(@ForAll @Size(max = 400) byte[] bytes) {
    Observation observation = read(bytes, Math.max(1, bytes.length), true);
    assertThat(observation.isEnded()).isTrue();
    long lines =
        new String(bytes, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();
    boolean hasRest = bytes.length > 0 && bytes[bytes.length - 1] != '\n';
    assertThat((long) observation.events().size()).isLessThanOrEqualTo(lines + (hasRest ? 1 : 0));
  }
}

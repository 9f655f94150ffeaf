package ipcsh.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls of several threads, whose lines strace interrupts as it does, read in pieces of any size,
 * come out as they went in.
 */
class StraceInterleavingTest {
  private static final String[] ARGUMENTS = {
    "3<pipe:[77]>",
    "\"a, )]}\\\"\\n\"...",
    "[{fd=4</tmp/x, y>, events=POLLIN}]",
    "NULL",
    "0x7f /* 3 vars */",
    "{sa_family=AF_UNIX, sun_path=@\"q\\\\\"}",
    "[110 => 2]",
    "1<<12|O_CLOEXEC",
    "~[RT_1]",
    "5<UNIX-STREAM:[1->2,\"/a>b\"]>",
    "AT_FDCWD</home/a->",
    "1</dev/pts/1<char 136:1>>"
  };
  private static final String[] RESULTS = {
    "0",
    "-1 EAGAIN (Resource temporarily unavailable)",
    "4<TCP:[127.0.0.1:1->127.0.0.1:2]>",
    "?",
    "? ERESTARTSYS (To be restarted if SA_RESTART is set)",
    "0x7f00 (flags FD_CLOEXEC)",
    "0 (Timeout)"
  };

  private final StringBuilder trace = new StringBuilder();
  private final List<String> expected = new ArrayList<>();
  private final List<Integer> callers = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void comeOutAsTheyWentIn(long seed) {
    Random random = new Random(seed);
    write(random, 2000);
    Observation observation = new Observation(1_000_000);
    StraceParser parser = new StraceParser(observation);
    byte[] bytes = trace.toString().getBytes(StandardCharsets.ISO_8859_1);
    int at = 0;
    while (at < bytes.length) {
      int some = Math.min(bytes.length - at, 1 + random.nextInt(200));
      parser.feed(bytes, at, some);
      if (random.nextInt(4) == 0) {
        parser.showProgress();
      }
      at += some;
    }
    parser.end();
    assertThat(observation.others()).isEmpty();
    assertThat(observation.calls().stream().map(ObservedCall::line).toList()).isEqualTo(expected);
    assertThat(observation.calls().stream().map(ObservedCall::getTid).toList()).isEqualTo(callers);
  }

  /** A call of which the beginning was written. */
  private record Open(String name, String rest, int index) {}

  private void write(Random random, int calls) {
    Open[] open = new Open[1 + random.nextInt(8)];
    long clock = 1_000_000_000_000L;
    for (int made = 0; made < calls; ) {
      int thread = random.nextInt(open.length);
      String leader = (100 + thread) + "   " + clock / 1_000_000_000 + "." + nanos(clock) + " ";
      clock += 1 + random.nextInt(1_000_000);
      if (open[thread] != null) {
        Open call = open[thread];
        trace.append(leader).append("<... ").append(call.name).append(" resumed>");
        trace.append(call.rest).append('\n');
        open[thread] = null;
        continue;
      }
      String name = random.nextBoolean() ? "read" : "syscall_0x" + random.nextInt(99);
      List<String> words = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        words.add(ARGUMENTS[random.nextInt(ARGUMENTS.length)]);
      }
      String result = RESULTS[random.nextInt(RESULTS.length)];
      String whole = name + "(" + String.join(", ", words) + ") = " + result;
      String duration = result.equals("?") ? "" : " <0." + nanos(random.nextInt(1_000_000)) + ">";
      if (random.nextBoolean()) {
        // strace stops after a comma, or before the closing parenthesis
        int cut = words.isEmpty() ? 0 : random.nextInt(words.size());
        String head = String.join(", ", words.subList(0, cut)) + (cut > 0 ? ", " : "");
        String begin = name + "(" + head;
        trace.append(leader).append(begin).append(" <unfinished ...>\n");
        open[thread] = new Open(name, whole.substring(begin.length()) + duration, expected.size());
      } else {
        trace.append(leader).append(whole).append(duration).append('\n');
      }
      expected.add(whole);
      callers.add(100 + thread);
      made++;
      if (random.nextInt(20) == 0) {
        trace.append(leader).append("--- SIGCHLD {si_signo=SIGCHLD, si_pid=1} ---\n");
      }
    }
    for (int i = 0; i < open.length; i++) {
      if (open[i] != null) {
        // it never returns: what was printed of it stays
        String line = expected.get(open[i].index);
        String rest = open[i].rest.replaceFirst(" <0\\.\\d{9}>$", "");
        String begin = line.substring(0, line.length() - rest.length());
        expected.set(open[i].index, begin + " <unfinished ...>");
      }
    }
  }

  private static String nanos(long time) {
    return String.format("%09d", time % 1_000_000_000);
  }
}

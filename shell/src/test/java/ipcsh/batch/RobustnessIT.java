package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Shell;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is read from standard input, and however few descriptors are left, the program continues
 * to read, ends by itself and loses nothing. {@code -Dfuzz=100000} uses more lines.
 */
class RobustnessIT {
  private static final int LINES = Integer.getInteger("fuzz", 12_000);
  private static final int COMBINATIONS = LINES / 3;

  /** What must never be shown to users. */
  private static final String OF_JAVA =
      "\tat |in thread|OutOfMemory|NoClassDefFound|UnsupportedOperation|NullPointer|ClassCast|"
          + "IndexOutOf|IllegalState|IllegalArgument|StackOverflow|ExceptionInInitializer|"
          + "ipcsh[.][a-z]+[.]|java[.](io|nio|net|util|lang[.]reflect)[.]|org[.]jline|groovy[.]lang[.]";

  private static final Duration BOUND = Duration.ofSeconds(240 + LINES / 50);

  /** The number of lines with the same number of free descriptors. */
  private static final int ROUND = 40;

  /** The limit of descriptors, so that the table is full soon. */
  private static final int LIMIT = 300;

  /** A number of the session in a full table: the shell's own numbers start at half the limit. */
  private static final int SESSIONS = LIMIT / 3;

  private static final String FREE = "fds().findAll { it.number > 2 }.each { close it }\n";

  private static final String FILL = "fails(EMFILE) { while (true) dup 1 }\n";

  /** None of these waits forever, opens something that stays, or ends the shell. */
  private static final String[] TOKENS =
      """
      x y gone 7 33 900 -1 2147483648 1.5 0x7f 'text' "text ${x}" "${ ' \" ''' / */ /* // ( ) [ ] { } , ; . :
      = == + - * | & ~ ! ? @ # $ \\ -> => .. << >> null true false def class import if else for while return
      new in as assert try catch finally throw fds help errno send recv connect listen accept bind close dup
      dup2 lseek fcntl ftruncate getsockname getpeername getsockopt shutdown sendmsg recvmsg sendto pack unpack
      hex jobs fails AF_UNIX SOCK_STREAM SOCK_CLOEXEC O_CREAT MSG_DONTWAIT EAGAIN ENOENT EBADF SOL_SOCKET SO_TYPE
      F_GETFD timeout: fds: 500.ms 2.s .text .number it this ünï \u20ac nosuch sned trace off getpid println
      """
          .split("\\s+");

  @TempDir Path directory;

  private static byte[] lines(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < LINES; i++) {
      if (i % ROUND == 0) {
        out.writeBytes(round(random.nextInt(7)).getBytes(StandardCharsets.UTF_8));
      }
      if (random.nextInt(10) == 0) {
        byte[] garbage = new byte[random.nextInt(60)];
        random.nextBytes(garbage);
        out.writeBytes(garbage);
      } else {
        int words = 1 + random.nextInt(8);
        StringBuilder line = new StringBuilder();
        for (int w = 0; w < words; w++) {
          line.append(TOKENS[random.nextInt(TOKENS.length)])
              .append(random.nextInt(4) == 0 ? "" : " ");
        }
        out.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
      }
      out.write('\n');
    }
    return out.toByteArray();
  }

  /** The table empty, or full except for this many numbers. */
  private static String round(int left) {
    return left > 5 ? FREE : FREE + few(left);
  }

  private static String few(int left) {
    return FILL + "for (n in 0..<" + left + ") close(" + SESSIONS + " + n)\n";
  }

  @Test
  void randomLinesEndWithAnErrorStatusAndTheLastLineStillRuns() {
    String open =
        "new File('/proc/self/fd').list().collect {"
            + " try { java.nio.file.Files.readSymbolicLink(java.nio.file.Path.of('/proc/self/fd', it)).toString() }"
            + " catch (e) { '' } }.findAll { it && !it.matches('.+[.]jar|.+[.]so|.+/modules|/proc.+') }.sort()";
    String count = "(" + open + ")";
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.writeBytes(
        ("gone = socket(); close gone; trace off; "
                + count
                + "\nprintln 'first ' + "
                + count
                + "\n")
            .getBytes(StandardCharsets.UTF_8));
    input.writeBytes(lines(new Random(42)));
    // what a line may have opened on purpose (dup 33 >> 5) is known to the shell
    input.writeBytes(
        "\nfds().findAll { it.number > 2 }.each { close it }".getBytes(StandardCharsets.UTF_8));
    input.writeBytes(("\nprintln 'last ' + (" + open + ")\n").getBytes(StandardCharsets.UTF_8));

    Outcome outcome =
        Program.limited(directory, LIMIT, "--keep-going").type(input.toByteArray()).outcome(BOUND);

    assertThat(outcome.status()).as(outcome.err()).isEqualTo(1);
    assertThat(after(outcome, "last ")).isEqualTo(after(outcome, "first "));
    assertThat(outcome.err()).doesNotContainPattern(OF_JAVA);
  }

  @Test
  void randomArgumentsWithFewDescriptorsGiveValuesAndErrors() {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    try (Shell shell = new Shell()) {
      Random random = new Random(43);
      Combinations calls = new Combinations(shell, random);
      String begin = "dir = scratch()\ntrace off\n";
      input.writeBytes(begin.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < COMBINATIONS; i++) {
        if (i % ROUND == 0) {
          String lines = FREE + calls.opened() + few(random.nextInt(6));
          input.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
        }
        input.writeBytes((calls.line() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    String end = FREE + "undecorated = trace('off')\nprintln 'last ' + (1 + 1)\n";
    input.writeBytes(end.getBytes(StandardCharsets.UTF_8));

    Outcome outcome =
        Program.alone(directory, LIMIT, "--keep-going").type(input.toByteArray()).outcome(BOUND);

    assertThat(outcome.status()).as(outcome.err()).isEqualTo(1);
    assertThat(after(outcome, "last ")).isEqualTo("2");
    assertThat(outcome.err()).doesNotContainPattern(OF_JAVA);
  }

  private static String after(Outcome outcome, String word) {
    for (String line : outcome.lines()) {
      if (line.startsWith(word)) {
        return line.substring(word.length());
      }
    }
    String err = outcome.err();
    throw new AssertionError("no " + word + ": " + err.substring(Math.max(0, err.length() - 1500)));
  }
}

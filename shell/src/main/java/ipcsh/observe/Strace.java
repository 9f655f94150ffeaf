package ipcsh.observe;

import ipcsh.handle.HelperProgram;
import ipcsh.handle.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The program strace(1): how it is called, and whether it can be used. */
public final class Strace {
  private static final String NAME = "strace";

  private Strace() {}

  /**
   * The words that run a program under strace: it becomes the grandchild of the program, which so
   * is a child of this shell as any other, and has the same process ID and descriptors. Its own
   * process group receives no signal of the program's.
   *
   * @param log the file to which it writes; the program does not inherit it
   */
  public static List<String> running(String log, List<String> program) {
    List<String> words = new ArrayList<>(List.of(NAME));
    words.addAll(StraceParser.OPTIONS);
    words.addAll(List.of("-DD", "-o", log, "--"));
    words.addAll(program);
    return words;
  }

  /** The words that attach it to a process. */
  public static List<String> attaching(String log, int pid) {
    List<String> words = new ArrayList<>(List.of(NAME));
    words.addAll(StraceParser.OPTIONS);
    words.addAll(List.of("-o", log, "-p", Integer.toString(pid)));
    return words;
  }

  /**
   * Tries it once.
   *
   * @throws UsageException if it is not installed, or may not trace
   */
  public static void expect() {
    try {
      Process trial =
          HelperProgram.start(
              new ProcessBuilder(NAME, "-o", "/dev/null", "--", "true").redirectErrorStream(true));
      trial.getOutputStream().close();
      String said = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (trial.waitFor() != 0) {
        throw refused(said);
      }
    } catch (HelperProgram.NoRoom e) {
      throw new UsageException("observe: " + e.getMessage());
    } catch (IOException e) {
      throw missing();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It is not installed. */
  public static UsageException missing() {
    return new UsageException(
        "observe: strace(1) is not installed: there is none in PATH; apt install strace, or dnf"
            + " install strace");
  }

  /** It did not work, and this is what it said. */
  public static UsageException refused(String said) {
    String line =
        said.lines()
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .findFirst()
            .orElse("it said nothing")
            .replaceFirst("^strace: ", "");
    String why =
        line.contains("not permitted")
            ? "; ptrace is forbidden here, by a container's seccomp filter or by"
                + " /proc/sys/kernel/yama/ptrace_scope, or the process is traced already"
            : "";
    return new UsageException("observe: strace: " + line + why);
  }
}

package ipcsh.bench;

import ipcsh.handle.HelperProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A process that receives commands and answers them, a line each. Its standard output goes to a
 * queue, followed by an end mark; its standard error to a file. Closing it kills it.
 */
final class Program implements AutoCloseable {
  private static final long TO_DIE_SECONDS = 10;
  private static final Pattern COMPILER = Pattern.compile("\\d+ \\(C[12] Compiler");

  /** Its index among the fields after the name in {@code /proc/PID/stat}. */
  private static final int UTIME = 11;

  /** A line that a program printed; null at end of file. */
  record Line(Program program, String text) {}

  private final Process process;
  private final Path complaints;

  /** Starts a command in a directory. */
  Program(List<String> command, Path directory, String role, BlockingQueue<Line> lines)
      throws IOException {
    complaints = directory.resolve(role + ".err");
    process =
        HelperProgram.start(
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(complaints.toFile()));
    Thread reader = new Thread(() -> read(lines), "output of " + role);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BlockingQueue<Line> lines) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(new Line(this, line));
      }
    } catch (IOException killed) {
      // the reader thread ends with the output
    }
    lines.add(new Line(this, null));
  }

  /** Writes a line to its standard input; ignored if the program has ended. */
  void ask(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException gone) {
      // reported by the end of its output
    }
  }

  /** The process ID. */
  long pid() {
    return process.pid();
  }

  /**
   * The CPU time that the compiler threads of a Java virtual machine have used in this process, in
   * clock ticks.
   */
  long compiling() {
    long ticks = 0;
    Path threads = Path.of("/proc", String.valueOf(pid()), "task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        ticks += compiling(Files.readString(thread.resolve("stat")));
      }
    } catch (IOException | DirectoryIteratorException ended) {
      // a thread that ended meanwhile is not counted
    }
    return ticks;
  }

  /** The same for one thread, from its line in {@code /proc}: utime and stime. */
  private static long compiling(String stat) {
    if (!COMPILER.matcher(stat).lookingAt()) {
      return 0;
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]);
  }

  /** The first line of its standard error, or how it ended. */
  String complaint() {
    try {
      for (String line : Files.readAllLines(complaints)) {
        if (!line.isBlank()) {
          return line.strip();
        }
      }
      return process.waitFor(TO_DIE_SECONDS, TimeUnit.SECONDS)
          ? "ended with status " + process.exitValue()
          : "printed nothing";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** Ends it: by the end of its input, at which it removes what it has made; else by force. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor(TO_DIE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException gone) {
      // then it has ended
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(TO_DIE_SECONDS, TimeUnit.SECONDS).join();
  }
}

package ipcsh.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A running program with its three streams; it is killed after a timeout. */
public final class Running implements AutoCloseable {
  private final Process process;
  private final StringBuffer outSoFar = new StringBuffer();
  private final StringBuffer errSoFar = new StringBuffer();
  private final CompletableFuture<Void> out;
  private final CompletableFuture<Void> err;

  private Running(Process process) {
    this.process = process;
    out = CompletableFuture.runAsync(() -> drain(process.getInputStream(), outSoFar), Running::go);
    err = CompletableFuture.runAsync(() -> drain(process.getErrorStream(), errSoFar), Running::go);
  }

  /** Starts a command in a directory, with changes to the environment. */
  public static Running start(
      List<String> command, Path directory, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    try {
      return new Running(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void go(Runnable work) {
    Thread thread = new Thread(work, "output of a program");
    thread.setDaemon(true);
    thread.start();
  }

  private static void drain(InputStream from, StringBuffer to) {
    try (from) {
      byte[] piece = new byte[8192];
      for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
        to.append(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException killed) {
      // the output so far is kept
    }
  }

  /** Writes to its standard input. */
  public Running type(byte[] bytes) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(bytes);
      in.flush();
    } catch (IOException itDoesNotRead) {
      // its outcome tells why
    }
    return this;
  }

  /** Writes a line to its standard input. */
  public Running type(String line) {
    return type((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Waits until its standard output has this text. */
  public Running awaitOutput(String text) {
    return await(text, outSoFar);
  }

  /** Waits until its standard error has this text. */
  public Running awaitErrors(String text) {
    return await(text, errSoFar);
  }

  /** The same for either of them; fails as soon as there will be no more output. */
  private Running await(String text, StringBuffer from) {
    Supplier<String> said =
        () -> "'" + text + "' from the program, which said: " + text(outSoFar) + text(errSoFar);
    Wait.until(Wait.LONG, said, () -> text(from).contains(text) || out.isDone() && err.isDone());
    if (!text(from).contains(text)) {
      throw new AssertionError("it has ended without " + said.get());
    }
    return this;
  }

  private static String text(StringBuffer bytes) {
    return new String(
        bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** What it has written to standard output so far. */
  public String output() {
    return text(outSoFar);
  }

  /** Its process ID. */
  public long pid() {
    return process.pid();
  }

  /** Closes its standard input and waits for its end. */
  public Outcome outcome(Duration bound) {
    try (this) {
      try {
        process.getOutputStream().close();
      } catch (IOException itDoesNotRead) {
        // its outcome tells why
      }
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "still running after "
                + bound.toSeconds()
                + " s: "
                + process.info()
                + "\n"
                + tail(text(outSoFar))
                + "\n"
                + tail(text(errSoFar)));
      }
      out.get(bound.toMillis(), TimeUnit.MILLISECONDS);
      err.get(bound.toMillis(), TimeUnit.MILLISECONDS);
      return new Outcome(text(outSoFar), text(errSoFar), process.exitValue());
    } catch (TimeoutException e) {
      throw new AssertionError(
          "it has ended, and somebody still has its output open after "
              + bound.toSeconds()
              + " s\n"
              + tail(text(outSoFar)),
          e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - 2000));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}

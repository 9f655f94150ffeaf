package ipcsh.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Pending signals of a process. */
public final class Signals {
  public static final int INT = 2;

  private static final Duration BOUND = Wait.LONG;
  private static final int HEX = 16;

  private Signals() {}

  /** Waits until the process has received a signal that was sent to it, or has ended. */
  public static void awaitTaken(long process, int signal) {
    Wait.until(BOUND, "signal " + signal + " is taken", () -> !isPending(process, signal));
  }

  private static boolean isPending(long process, int signal) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
          .filter(line -> line.startsWith("ShdPnd:"))
          .map(line -> line.substring("ShdPnd:".length()).strip())
          .anyMatch(set -> (Long.parseUnsignedLong(set, HEX) >> signal - 1 & 1) != 0);
    } catch (IOException ended) {
      return false;
    }
  }
}

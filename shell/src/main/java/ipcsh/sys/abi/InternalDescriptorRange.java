package ipcsh.sys.abi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The range of the shell's own descriptors, above those of a session. */
public final class InternalDescriptorRange {
  /** The lowest number in it, in this process and its driven children. */
  public static final int LOWEST = lowest();

  private InternalDescriptorRange() {}

  /** Half of the limit if that is small, but above the numbers that the launcher holds. */
  private static int lowest() {
    int usual = 256;
    int least = 96;
    try (Stream<String> limits = java.nio.file.Files.lines(Path.of("/proc/self/limits"))) {
      return limits
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.split("\\s{2,}")[1])
          .filter(soft -> soft.matches("\\d{1,9}"))
          .map(soft -> Math.max(least, Math.min(usual, Integer.parseInt(soft) / 2)))
          .findFirst()
          .orElse(usual);
    } catch (IOException | UncheckedIOException unknown) {
      return usual;
    }
  }
}

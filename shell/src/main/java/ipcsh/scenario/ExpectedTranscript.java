package ipcsh.scenario;

import ipcsh.handle.TextFile;
import ipcsh.handle.WholeFile;
import ipcsh.scenario.Transcript.Line;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The transcript of a run of a scenario, to be stored next to it as {@code x.expected}, or to be
 * compared with the stored one. What differs from run to run is replaced by names ({@link
 * StableNames}); lines of code are unchanged.
 */
public final class ExpectedTranscript {
  private static final int MOST_LINES = 1_000_000;

  private final List<Line> lines = new ArrayList<>();
  private final Transcript transcript = Transcript.into(lines);
  private final StableNames names = new StableNames();

  /** The view that receives the run. */
  public Transcript show() {
    return transcript;
  }

  /** The receiver of the run's facts. */
  public FactListener facts() {
    return names;
  }

  /** Records the exit status if the run failed. */
  public void ended(int status) {
    if (status != 0) {
      lines.add(new Line("exit status " + status, true));
    }
  }

  /** The path of a scenario's transcript. */
  public static Path beside(Path scenario) {
    String name = scenario.getFileName().toString().replaceFirst("\\.groovy$", "");
    return scenario.resolveSibling(name + ".expected");
  }

  private List<String> named() {
    return lines.stream().map(line -> line.code() ? line.text() : names.in(line.text())).toList();
  }

  /** Writes the file; false if it is unchanged. */
  public boolean write(Path file) throws IOException {
    if (Files.exists(file) && differs(file, false).isEmpty()) {
      return false;
    }
    WholeFile.write(file, String.join("", named().stream().map(line -> line + "\n").toList()));
    return true;
  }

  /** The differences from the file, as lines of text; empty if there are none. */
  public Optional<List<String>> differs(Path file, boolean color) throws IOException {
    List<String> expected = TextFile.read(file).lines().limit(MOST_LINES + 1).toList();
    if (expected.size() > MOST_LINES) {
      throw new FileSystemException(file.toString(), null, "has more than a million lines");
    }
    List<String> found = named();
    List<Pattern> patterns =
        lines.stream().map(line -> line.code() ? null : names.like(line.text())).toList();
    UnifiedDiff difference =
        new UnifiedDiff(
            expected,
            found,
            (e, f) ->
                expected.get(e).equals(found.get(f))
                    || patterns.get(f) != null
                        && patterns.get(f).matcher(expected.get(e)).matches());
    return difference.count() == 0 ? Optional.empty() : Optional.of(difference.shown(color));
  }
}

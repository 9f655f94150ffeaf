package ipcsh.record;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a recording can be converted to, each with the extension of its files. */
public enum RecordingFormat {
  /** A page with a player. */
  HTML,
  /** An animated or a still picture. */
  SVG,
  /** A transcript. */
  MD;

  /** The extension, with its dot. */
  public String extension() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  /** The format of a file, or null. */
  static RecordingFormat of(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> name.endsWith(format.extension()))
        .findFirst()
        .orElse(null);
  }

  /** All extensions in a sentence: {@code .html, .svg or .md}. */
  static String list() {
    return all("", ", ").replaceFirst(", ([^,]*)$", " or $1");
  }

  /** A file of each format with this name: {@code OUT.html|OUT.svg|OUT.md}. */
  public static String files(String name) {
    return all(name, "|");
  }

  private static String all(String before, String between) {
    return Arrays.stream(values())
        .map(format -> before + format.extension())
        .collect(Collectors.joining(between));
  }
}

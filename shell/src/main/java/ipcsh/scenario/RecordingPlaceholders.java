package ipcsh.scenario;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text shown in a recording instead of what differs from run to run: realistic numbers and
 * names that are the same each time.
 */
final class RecordingPlaceholders {
  private static final Pattern NUMBERED = Pattern.compile("<(folder|address|port|name) (\\d+)>");
  private static final int FIRST_NUMBER = 4101;
  private static final int FIRST_PORT = 40_001;
  private static final long FIRST_ADDRESS = 0x7f5a_1c00_0000L;
  private static final int USER = 1000;
  private static final int ANOTHER_USER = 65_534;
  private static final long PAGE = 0x1000;

  private final Map<String, String> numbers = new HashMap<>();

  /** The text shown for a name ({@link StableNames}): always the same for the same name. */
  String of(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    if (numbered.matches()) {
      int n = Integer.parseInt(numbered.group(2));
      return switch (numbered.group(1)) {
        case "folder" -> "/tmp/ipcsh-" + n;
        case "address" -> "0x" + Long.toHexString(FIRST_ADDRESS + (n - 1) * PAGE);
        case "port" -> String.valueOf(FIRST_PORT + n - 1);
        default -> "@%05x".formatted(n);
      };
    }
    if (name.equals("<time>")) {
      return "1 s";
    }
    if (name.startsWith("uid:") || name.startsWith("gid:")) {
      return name.substring(0, 4) + (name.contains(" of ") ? ANOTHER_USER : USER);
    }
    return numbers.computeIfAbsent(name, key -> String.valueOf(FIRST_NUMBER + numbers.size()));
  }
}

package ipcsh.scenario;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recording shows in place of what differs from run to run: numbers and names that look like
 * the real ones and are the same each time.
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

  /** What is shown for a name ({@link StableNames}): the same for the same. */
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

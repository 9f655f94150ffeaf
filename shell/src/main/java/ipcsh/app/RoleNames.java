package ipcsh.app;

import ipcsh.command.model.RoleKind;
import ipcsh.handle.TextFile;
import ipcsh.peer.RoleShells.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds shells that a script starts with a literal name, {@code shell 'server'}: they are started
 * all together while the script is compiled. If the script does not use one after all, it ends with
 * the script; one that is not found here is started when the script reaches it.
 */
final class RoleNames {
  private static final Pattern CREATION =
      Pattern.compile(
          "(?<![\\w.'\"])"
              + RoleKind.SHELL.command()
              + "[ \\t]*\\(?[ \\t]*(['\"])(?<name>[\\w.-]+)\\1(?<more>[ \\t]*,\\s*)?");

  /** The user of the role as a literal, followed by nothing else. */
  private static final Pattern USER =
      Pattern.compile(
          "user[ \\t]*:[ \\t]*(?:(['\"])(?<user>[\\w.-]+)\\1|(?<number>\\d{1,9}))[ \\t]*(?=[);{\\n]|//|$)");

  /** More do not help on a small machine. */
  private static final int MOST = 8;

  private RoleNames() {}

  static List<Wanted> in(Options options) {
    String text = options.value(ProgramOption.CODE);
    if (text == null && options.file != null) {
      try {
        Path file = Path.of(options.file);
        text = Files.isRegularFile(file) ? TextFile.read(file) : null;
      } catch (IOException unreadable) {
        // reported when it is run
      }
    }
    return text == null ? List.of() : in(text);
  }

  /**
   * The names in a text, in order of first use; without those whose other arguments must be
   * evaluated.
   */
  static List<Wanted> in(String text) {
    if (!text.contains(RoleKind.SHELL.command())) {
      // as most texts; the expressions below take some milliseconds at the start
      return List.of();
    }
    String code = text.replaceAll("(?m)^\\s*//.*$", "");
    Map<String, Optional<Wanted>> first = new LinkedHashMap<>();
    Matcher found = CREATION.matcher(code);
    while (found.find()) {
      String name = found.group("name");
      Matcher user = USER.matcher(code).region(found.end(), code.length());
      Wanted wanted = null;
      if (found.group("more") == null) {
        wanted = new Wanted(name, null);
      } else if (user.lookingAt()) {
        String number = user.group("number");
        wanted = new Wanted(name, number == null ? user.group("user") : Integer.valueOf(number));
      }
      first.putIfAbsent(name, Optional.ofNullable(wanted));
    }
    return first.values().stream().flatMap(Optional::stream).limit(MOST).toList();
  }
}

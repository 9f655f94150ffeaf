package ipcsh.app;

import ipcsh.handle.TextFile;
import ipcsh.language.Source;
import ipcsh.plugin.UserDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The start-up file of the prompt, {@code ~/.config/ipcsh/init.groovy}. Only the prompt reads it:
 * scripts, replays and roles do the same for everybody.
 */
final class StartUpFile {
  private static final String NAME = "init.groovy";

  private StartUpFile() {}

  /** Its text, or null: it does not exist, is not wanted, or cannot be read, which is printed. */
  static Source read(Options options, Map<String, String> environment) {
    if (options.has(ProgramOption.NO_INIT)) {
      return null;
    }
    Path file = UserDirectory.of(environment).resolve(NAME);
    // one stat(2), which is all that it costs most users
    if (!Files.exists(file)) {
      return null;
    }
    try {
      Integer other = UserDirectory.otherOwner(file);
      if (other != null) {
        Diagnostics.say(file + ": not run, since it belongs to user " + other);
        return null;
      }
      return Source.of(file.toString(), TextFile.read(file));
    } catch (IOException e) {
      Diagnostics.say(e.getMessage());
      return null;
    }
  }
}

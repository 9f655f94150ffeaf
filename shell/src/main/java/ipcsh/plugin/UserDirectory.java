package ipcsh.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The directory with what the user adds to each shell: the start-up file, plugins. */
public final class UserDirectory {
  private UserDirectory() {}

  /** Its path according to the environment, {@code ~/.config/ipcsh}; it need not exist. */
  public static Path of(Map<String, String> environment) {
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    // by the XDG specification, a relative path is to be ignored
    Path home =
        config.startsWith("/")
            ? Path.of(config)
            : Path.of(environment.getOrDefault("HOME", "/"), ".config");
    return home.resolve("ipcsh");
  }

  /**
   * Whether code in a file or directory may be run without being named explicitly: if root has the
   * home directory of another user ({@code sudo -E}), the code in it belongs to that user.
   *
   * @return the user whose code it is, if it may not be run; otherwise null
   */
  public static Integer otherOwner(Path path) throws IOException {
    int owner = owner(path);
    return owner != 0 && owner(Path.of("/proc/self")) == 0 ? owner : null;
  }

  private static int owner(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }
}

package ipcsh.app;

import ipcsh.peer.RoleOptions;
import ipcsh.plugin.Plugins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * What identifies this program by its contents, wherever its files are: the checksum of the jar,
 * which the launcher knows, the version of Java, and a checksum of the plugins.
 */
final class ProgramDigest {
  private ProgramDigest() {}

  /** It; null if the launcher did not tell, or a plugin cannot be read. */
  static String of(Options options) {
    String jar = System.getProperty(RoleOptions.PROGRAM);
    if (jar == null) {
      return null;
    }
    CRC32 plugins = new CRC32();
    try {
      for (Path file : Plugins.files(options.values(ProgramOption.PLUGIN))) {
        plugins.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        plugins.update(Files.readAllBytes(file));
      }
    } catch (IOException reportedWhenItIsLoaded) {
      return null;
    }
    return jar + " " + Runtime.version() + " " + Long.toHexString(plugins.getValue());
  }
}

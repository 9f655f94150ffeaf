package ipcsh.plugin;

import ipcsh.kit.Shell;
import java.nio.file.Path;
import java.util.List;

/** A shell for a test of plugins. */
final class PluginShell extends Shell {
  /** Loads the files of a command line. */
  PluginShell with(Path... files) {
    return with(List.of(files), null, null);
  }

  PluginShell with(List<Path> files, Path user, Path shipped) {
    new Plugins(context(), shipped).load(files.stream().map(Path::toString).toList(), user);
    return this;
  }
}

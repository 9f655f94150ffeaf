package ipcsh.plugin;

import ipcsh.command.CTranslator;
import java.util.function.Function;

/** The translator to C that a plugin has: looked for when somebody needs it. */
final class PluginTranslator implements CTranslator {
  private final Plugins plugins;
  private CTranslator found;

  PluginTranslator(Plugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public String program(String file, String to, String text) {
    return translator().program(file, to, text);
  }

  @Override
  public String line(String line, Function<String, Object> values) {
    return translator().line(line, values);
  }

  private synchronized CTranslator translator() {
    if (found == null) {
      found = plugins.translator();
    }
    return found == null ? NOBODY : found;
  }
}

package ipcsh.plugin;

import ipcsh.command.CTranslator;
import java.util.function.Supplier;

/** The translator to C that a plugin has: looked for when somebody needs it. */
final class PluginTranslator implements Supplier<CTranslator> {
  private final Plugins plugins;
  private CTranslator found;

  PluginTranslator(Plugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public synchronized CTranslator get() {
    if (found == null) {
      found = plugins.translator();
    }
    return found == null ? CTranslator.NOBODY : found;
  }
}

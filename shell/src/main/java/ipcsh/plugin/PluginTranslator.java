package ipcsh.plugin;

import ipcsh.command.CTranslator;

/** The translator to C provided by a plugin: looked for on first use. */
final class PluginTranslator {
  private final Plugins plugins;
  private CTranslator found;

  PluginTranslator(Plugins plugins) {
    this.plugins = plugins;
  }

  synchronized CTranslator get() {
    if (found == null) {
      found = plugins.findTranslator();
    }
    return found == null ? CTranslator.NONE : found;
  }
}

package ipcsh.cexport;

import ipcsh.command.CTranslator;
import ipcsh.command.Context;
import ipcsh.command.model.LazyCommands;

/** A context that uses this plugin's translator, as the shell finds it in the jar. */
final class Translated {
  private Translated() {}

  static void in(Context context) {
    ScenarioTranslator translator = new ScenarioTranslator();
    translator.attach(context.registry());
    context
        .registry()
        .defer(
            new LazyCommands() {
              @Override
              public void want(String name) {
                // all are loaded
              }

              @Override
              public void wantAll() {
                // all are loaded
              }

              @Override
              public CTranslator translator() {
                return translator;
              }
            });
  }
}

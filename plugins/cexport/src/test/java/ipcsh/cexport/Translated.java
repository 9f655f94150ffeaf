package ipcsh.cexport;

import ipcsh.command.Context;

/** A context in which this plugin's translator is used, as the shell finds it in the jar. */
final class Translated {
  private Translated() {}

  static void in(Context context) {
    ScenarioTranslator translator = new ScenarioTranslator();
    translator.attach(context.registry());
    context.translateBy(() -> translator);
  }
}

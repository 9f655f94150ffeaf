package ipcsh.language.cprogram;

/** From one reading of a text to the next. */
final class Learning {
  private Learning() {}

  /** A reading begins: names are given anew, what is known stays. */
  static void begin(Variable variable) {
    variable.c = null;
    variable.changed = false;
    variable.writer = null;
    variable.role = null;
    variable.job = null;
    variable.all = null;
    variable.function = null;
    variable.length = null;
    variable.constant = null;
    if (variable.received != null) {
      variable.received.changed = false;
      variable.received.data = null;
    }
    if (variable.kind == Kind.MESSAGE && variable.received == null) {
      variable.received = new Received();
    }
  }

  static boolean changed(Variable variable) {
    return variable.changed || variable.received != null && variable.received.changed;
  }
}

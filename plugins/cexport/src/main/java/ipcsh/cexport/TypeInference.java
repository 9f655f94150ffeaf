package ipcsh.cexport;

/** Resets what is valid for one pass over a text only. */
final class TypeInference {
  private TypeInference() {}

  /** Starts a pass: names are assigned again, what has been inferred is kept. */
  static void begin(CVariable variable) {
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

  static boolean changed(CVariable variable) {
    return variable.changed || variable.received != null && variable.received.changed;
  }
}

package ipcsh.cexport;

/**
 * A C expression.
 *
 * @param kind the kind of its value
 * @param c its text
 * @param binds the precedence of its outermost operator, as in {@link Op}
 * @param fails how it reports failure; null if it cannot fail, or was checked already
 * @param effect whether evaluating it has side effects
 * @param constant the value that is known from the text, or null
 * @param more additional data: the {@link Received} of a message, the {@link SockaddrLocation} of
 *     an address
 */
record Value(
    Kind kind, String c, int binds, Fails fails, boolean effect, Object constant, Object more) {

  /** How a C function reports failure. */
  enum Fails {
    MINUS_ONE("check(%s)"),

    /** It returns the error number. */
    ERROR("check_error(%s)"),
    MAP_FAILED("check_map(%s)"),
    SEM_FAILED("check_sem(%s)");

    final String check;

    Fails(String check) {
      this.check = check;
    }
  }

  static Value of(Kind kind, String c) {
    return new Value(kind, c, Op.PRIMARY, null, false, null, null);
  }

  static Value of(Kind kind, String c, int binds) {
    return new Value(kind, c, binds, null, false, null, null);
  }

  static Value constant(Kind kind, String c, Object constant) {
    return new Value(
        kind, c, c.startsWith("-") ? Op.UNARY : Op.PRIMARY, null, false, constant, null);
  }

  /** A call that has not been checked yet. */
  static Value call(Kind kind, String c, Fails fails) {
    return new Value(kind, c, Op.PRIMARY, fails, true, null, null);
  }

  /** A call that returns -1 on failure. */
  static Value call(Kind kind, String c) {
    return call(kind, c, Fails.MINUS_ONE);
  }

  /** A call that returns its error number. */
  static Value error(String c) {
    return call(Kind.NOTHING, c, Fails.ERROR);
  }

  /** A call that never fails. */
  static Value effect(Kind kind, String c) {
    return call(kind, c, null);
  }

  Value with(Object it) {
    return new Value(kind, c, binds, fails, effect, constant, it);
  }

  /** The same with a known value. */
  Value constantly(Object value) {
    return new Value(kind, c, binds, fails, effect, value, more);
  }

  Value as(Kind other) {
    return new Value(other, c, binds, fails, effect, constant, more);
  }

  /** The expression as an operand of an operator with this precedence. */
  String in(int level) {
    return binds > level ? "(" + c + ")" : c;
  }
}

package ipcsh.cexport;

/**
 * An expression of C.
 *
 * @param kind what its value is
 * @param c how it is written
 * @param binds how loosely its outermost operator binds, as in {@link Op}
 * @param fails how it says that it failed; null where it does not, or was asked already
 * @param effect whether something happens when it is computed
 * @param constant the value that the text gives it, or null
 * @param what more there is to know: the {@link Received} of a message, the {@link
 *     SockaddrLocation} of an address
 */
record Value(
    Kind kind, String c, int binds, Fails fails, boolean effect, Object constant, Object more) {

  /** How a function of C says that it failed. */
  enum Fails {
    MINUS_ONE("check(%s)"),

    /** It returns the error. */
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

  /** A call that nobody has checked yet. */
  static Value call(Kind kind, String c, Fails fails) {
    return new Value(kind, c, Op.PRIMARY, fails, true, null, null);
  }

  /** One that gives -1 where it fails. */
  static Value call(Kind kind, String c) {
    return call(kind, c, Fails.MINUS_ONE);
  }

  /** One that returns its error. */
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

  /** The same, whose value is known. */
  Value constantly(Object value) {
    return new Value(kind, c, binds, fails, effect, value, more);
  }

  Value as(Kind other) {
    return new Value(other, c, binds, fails, effect, constant, more);
  }

  /** As an operand of something that binds so. */
  String in(int level) {
    return binds > level ? "(" + c + ")" : c;
  }
}

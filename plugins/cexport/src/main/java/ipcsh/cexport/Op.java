package ipcsh.cexport;

/**
 * The operators that Groovy and C write alike, with their precedence in C: a larger value binds
 * more loosely.
 */
enum Op {
  TIMES("*", 3),
  DIVIDED("/", 3),
  REMAINDER("%", 3),
  PLUS("+", 4),
  MINUS("-", 4),
  LEFT("<<", 5),
  RIGHT(">>", 5),
  LESS("<", 6),
  LESS_EQUAL("<=", 6),
  GREATER(">", 6),
  GREATER_EQUAL(">=", 6),
  EQUAL("==", 7),
  UNEQUAL("!=", 7),
  AND("&", 8),
  XOR("^", 9),
  OR("|", 10),
  BOTH("&&", 11),
  EITHER("||", 12);

  static final int PRIMARY = 1;
  static final int UNARY = 2;
  static final int CHOICE = 13;
  static final int ASSIGNMENT = 14;

  final String c;
  final int level;

  Op(String c, int level) {
    this.c = c;
    this.level = level;
  }

  /** The operator with this text, or null. */
  static Op of(String text) {
    for (Op op : values()) {
      if (op.c.equals(text)) {
        return op;
      }
    }
    return null;
  }

  boolean isBits() {
    return this == AND || this == OR || this == XOR || this == LEFT || this == RIGHT;
  }

  boolean isShift() {
    return this == LEFT || this == RIGHT;
  }

  boolean isComparison() {
    return level == LESS.level || level == EQUAL.level;
  }

  /**
   * Whether an operand of this precedence needs no parentheses, for readers and for the warnings of
   * gcc.
   */
  boolean accepts(int binds, boolean right) {
    if (isBits()) {
      return binds <= UNARY || this == OR && binds == OR.level;
    }
    if (isComparison()) {
      return binds <= PLUS.level;
    }
    if (this == BOTH || this == EITHER) {
      return binds <= EQUAL.level || binds == level;
    }
    return binds <= (right ? level - 1 : level);
  }
}

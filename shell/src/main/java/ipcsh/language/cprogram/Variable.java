package ipcsh.language.cprogram;

import org.codehaus.groovy.ast.ASTNode;

/** A variable of the text, and what is learned of it from one reading to the next. */
final class Variable {
  final String name;

  /** What it is called in C, in this reading. */
  String c;

  Kind kind;

  /** Of a text: whether it is kept in an array, for it is made anew each time. */
  boolean array;

  /** Of a message. */
  Received received;

  /** Of a region: its length in C where that is known. */
  String length;

  /** Of a number: its value, where it has one and keeps it. */
  Object constant;

  /** Whether something was learned. */
  boolean changed;

  Variable(String name) {
    this.name = name;
  }

  /** It is given a value of that kind. */
  void become(Kind given, ASTNode where) {
    if (kind == null) {
      kind = given;
      changed = true;
      return;
    }
    Kind both = kind.with(given);
    if (both == null) {
      throw new NotInC(
          where,
          name
              + " is given a "
              + given.name().toLowerCase(java.util.Locale.ROOT)
              + " and was a "
              + kind.name().toLowerCase(java.util.Locale.ROOT)
              + ": a variable of C has one type; another name for it would do");
    }
    if (both != kind) {
      kind = both;
      changed = true;
    }
  }

  Value value() {
    return switch (kind) {
      case MESSAGE -> Value.of(kind, received.data).with(received);
      case ADDRESS -> Value.of(kind, c).with(new Place(c, c + "_size"));
      default -> Value.of(kind, c).with(this);
    };
  }
}

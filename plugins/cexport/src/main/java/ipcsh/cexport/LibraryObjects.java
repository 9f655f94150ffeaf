package ipcsh.cexport;

/** Objects of the C library in memory: semaphores, mutexes and similar. */
final class LibraryObjects {
  private final Writer w;
  private final Expressions expressions;

  LibraryObjects(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** The object at this address, whichever process initialized it. */
  Value at(CallArguments a, Kind kind) {
    Value region = a.value("region");
    Value offset = a.value("offset");
    expressions.cells.check(a.call(), region, offset, 8);
    String place =
        offset.constant() instanceof Integer at && at == 0
            ? region.in(Op.PRIMARY)
            : "(" + plus(region, offset) + ")";
    return Value.of(kind, "(" + kind.type().trim() + ")" + place, Op.UNARY).with(region.more());
  }

  /** The object that will be initialized at this address, with a preferred name. */
  Value made(CallArguments a, Kind kind, String wish) {
    Value object = at(a, kind);
    Object in = object.more();
    String name = w.object == null ? w.temporary(wish, kind.type(), "") : w.object.place();
    w.frame.line(name + " = " + object.c() + ";");
    return Value.of(kind, name).with(in);
  }

  /** An address as base plus offset. */
  static String plus(Value region, Value offset) {
    return offset.constant() instanceof Integer at && at == 0
        ? region.c()
        : region.c() + " + " + offset.in(Op.TIMES.level);
  }
}

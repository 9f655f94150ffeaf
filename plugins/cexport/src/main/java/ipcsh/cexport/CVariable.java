package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.Expression;

/** A variable of the text, and what has been inferred about it in the passes so far. */
final class CVariable {
  final String name;

  /** Its C name in this pass. */
  String c;

  Kind kind;

  /** Of a number: {@code int} or {@code long}, if the text names the type. */
  String type;

  /** Of a text: whether it is kept in an array, because its contents change. */
  boolean array;

  /** Of a message. */
  Received received;

  /** Of a region: its length in C, if known. */
  String length;

  /** Of an object in memory: the region that contains it. */
  CVariable region;

  /** Of a number: its value, if it is constant. */
  Object constant;

  /** Whether it is assigned more than once. */
  boolean varies;

  /** Its preferred C name. */
  String wish;

  /** The processes that use it. */
  final Set<String> users = new LinkedHashSet<>();

  /** Whether processes communicate through it. */
  boolean shared;

  /** The process that assigned it, and when. */
  CProcess writer;

  int written;

  /** The process, thread or shell that it denotes. */
  CProcess role;

  /** The background job that it denotes. */
  Job job;

  /** The function that it denotes. */
  Definition function;

  /** The roles or jobs that it denotes. */
  List<CVariable> all;

  /** Of a list: the kind and the number of its elements. */
  Kind element;

  int count;

  /** Of a job: whether its value, its failure or its activity is used. */
  boolean wanted;

  boolean fallible;
  boolean watched;

  /** Whether this pass has inferred something new. */
  boolean changed;

  CVariable(String name) {
    this.name = name;
  }

  boolean isGlobal() {
    return users.size() > 1;
  }

  /** Records that a process reads or writes it. */
  void used(CProcess by) {
    if (users.add(by.name) && users.size() == 2) {
      changed = true;
    }
    if (received != null) {
      received.global = isGlobal();
    }
  }

  /** Records an assignment by a process. */
  void write(CProcess by, int time) {
    used(by);
    if (writer != null) {
      vary();
    }
    writer = by;
    written = time;
  }

  /** Records that it is not constant. */
  void vary() {
    changed |= !varies;
    varies = true;
  }

  /** Records a read: if another process has assigned it since, it must be in shared memory. */
  void read(CProcess by, Expression where) {
    used(by);
    if (by.nature == CProcess.Nature.FUNCTION) {
      by.callers.forEach(caller -> seen(caller, where));
    } else {
      seen(by, where);
    }
  }

  private void seen(CProcess by, Expression where) {
    boolean same = writer == null || writer.memory() == by.memory();
    if (by.nature == CProcess.Nature.FUNCTION
        || same
        || shared
        || writer.nature == CProcess.Nature.FUNCTION) {
      return;
    }
    boolean inherited =
        by.nature == CProcess.Nature.FORK && writer.memory() == by.parent && written < by.since;
    if (inherited) {
      return;
    }
    boolean lies = region != null && (by.parent == region.writer || writer.parent == region.writer);
    int since = by.nature == CProcess.Nature.FORK ? by.since : writer.since;
    if (lies && region.written < since && !by.isAlone() && !writer.isAlone()) {
      // a pointer into memory that both map at the same address
      shared = true;
      changed = true;
      return;
    }
    share(where);
  }

  /** Moves it to memory that all processes share. */
  void share(Expression where) {
    boolean can =
        kind.isNumber()
            || kind == Kind.TRUTH
            || kind == Kind.TEXT
            || kind == Kind.LIST && !element.isDescriptor()
            || kind == Kind.ERROR;
    if (!can) {
      throw new UnsupportedInC(
          Reading.line(where),
          name
              + " was created in a different process from the one that uses it: a "
              + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
              + " belongs to one process; "
              + (kind.isDescriptor()
                  ? "pass it by sendfd and recvfd"
                  : "create it before fork, or in each process"));
    }
    share();
  }

  /** The same, if it is only a number that is passed on. */
  void share() {
    if (!shared) {
      shared = true;
      array |= kind == Kind.TEXT;
      changed = true;
    }
  }

  /** Records that a value of this kind is assigned. */
  void become(Kind given, ASTNode where) {
    if (kind == null) {
      kind = given;
      changed = true;
      return;
    }
    if (type != null && type.equals("int") && (kind.isDescriptor() || given.isDescriptor())) {
      // the number of a descriptor: the descriptor's properties are worth keeping
      given = given == Kind.INT ? kind : given;
      kind = kind == Kind.INT ? given : kind;
    }
    if (kind.isNumber() && given.isNumber() && (kind == Kind.LONG) != (given == Kind.LONG)) {
      throw new UnsupportedInC(
          Reading.line(where),
          name
              + " is an int in one place and a long in another, with a different range: start with a long, 0L, or use another name");
    }
    Kind both = kind.with(given);
    if (both == null) {
      throw new UnsupportedInC(
          Reading.line(where),
          name
              + " is assigned a value of type "
              + given.name().toLowerCase(java.util.Locale.ROOT)
              + ", but has the type "
              + kind.name().toLowerCase(java.util.Locale.ROOT)
              + ": a C variable has one type; use another name");
    }
    if (both != kind) {
      kind = both;
      changed = true;
    }
  }

  /** The expression for it in C. */
  String place() {
    return shared ? "shared->" + c : c;
  }

  Value value() {
    return switch (kind) {
      case MESSAGE -> Value.of(kind, received.data).with(received);
      case ADDRESS -> Value.of(kind, c).with(new SockaddrLocation(c, c + "_size"));
      case LIST -> Value.of(kind, place()).with(new Lists.Shape(element, count));
      default -> new Value(kind, place(), Op.PRIMARY, null, false, varies ? null : constant, this);
    };
  }
}

package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.Expression;

/** A variable of the text, and what is learned of it from one reading to the next. */
final class CVariable {
  final String name;

  /** What it is called in C, in this reading. */
  String c;

  Kind kind;

  /** Of a number: {@code int} or {@code long}, where the text says so. */
  String type;

  /** Of a text: whether it is kept in an array, for it is made anew each time. */
  boolean array;

  /** Of a message. */
  Received received;

  /** Of a region: its length in C where that is known. */
  String length;

  /** Of an object in memory: the region in which it lies. */
  CVariable region;

  /** Of a number: its value, where it has one and keeps it. */
  Object constant;

  /** Whether it is given values more than once. */
  boolean varies;

  /** What it should be called in C. */
  String wish;

  /** Who uses it. */
  final Set<String> users = new LinkedHashSet<>();

  /** Whether processes tell each other by it. */
  boolean shared;

  /** Who gave it its value, and when. */
  CProcess writer;

  int written;

  /** The process, thread or shell that it stands for. */
  CProcess role;

  /** What is done in the background that it stands for. */
  Job job;

  /** The function that it stands for. */
  Definition function;

  /** The roles or jobs that it stands for. */
  List<CVariable> all;

  /** Of a list: what its values are, and how many. */
  Kind element;

  int count;

  /** Of a job: whether its value is asked for, its failure, or what it does. */
  boolean wanted;

  boolean fallible;
  boolean watched;

  /** Whether something was learned. */
  boolean changed;

  CVariable(String name) {
    this.name = name;
  }

  boolean isGlobal() {
    return users.size() > 1;
  }

  /** Somebody reads or writes it. */
  void used(CProcess by) {
    if (users.add(by.name) && users.size() == 2) {
      changed = true;
    }
    if (received != null) {
      received.global = isGlobal();
    }
  }

  /** Somebody gives it a value. */
  void write(CProcess by, int time) {
    used(by);
    if (writer != null) {
      vary();
    }
    writer = by;
    written = time;
  }

  /** It has no value that it keeps. */
  void vary() {
    changed |= !varies;
    varies = true;
  }

  /** Somebody reads it: if another process has written it since, it must be where both see it. */
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
      // a pointer into memory that both have at the same place
      shared = true;
      changed = true;
      return;
    }
    share(where);
  }

  /** It is to be where all processes see it. */
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

  /** The same, if it is but a number that is told. */
  void share() {
    if (!shared) {
      shared = true;
      array |= kind == Kind.TEXT;
      changed = true;
    }
  }

  /** It is given a value of that kind. */
  void become(Kind given, ASTNode where) {
    if (kind == null) {
      kind = given;
      changed = true;
      return;
    }
    if (type != null && type.equals("int") && (kind.isDescriptor() || given.isDescriptor())) {
      // it is the number of one, and what is known of that is good to know
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

  /** How it is written where it is used. */
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

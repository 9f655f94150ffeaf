package ipcsh.cexport;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The variables in scope at a position in the text. */
final class Scope {
  private final Scope outer;
  private final Map<String, CVariable> variables = new LinkedHashMap<>();
  private final Function<String, Kind> known;

  /** An outermost scope; {@code known} returns the kind of value of a variable of the session. */
  Scope(Function<String, Kind> known) {
    this.outer = null;
    this.known = known;
  }

  /** A scope nested in another one. */
  Scope(Scope outer) {
    this.outer = outer;
    this.known = name -> null;
  }

  CVariable find(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      CVariable found = scope.variables.get(name);
      if (found != null) {
        return found;
      }
      Kind kind = scope.known.apply(name);
      if (kind != null) {
        CVariable made = new CVariable(name);
        made.kind = kind;
        made.received = kind == Kind.MESSAGE ? new Received() : null;
        scope.variables.put(name, made);
        return made;
      }
    }
    return null;
  }

  /** The variable with this name that is assigned without a declaration: one of the session. */
  CVariable assigned(String name) {
    CVariable found = find(name);
    return found != null ? found : outermost().declared(name, new CVariable(name));
  }

  private Scope outermost() {
    Scope scope = this;
    while (scope.outer != null) {
      scope = scope.outer;
    }
    return scope;
  }

  CVariable declared(String name, CVariable variable) {
    variables.put(name, variable);
    return variable;
  }

  /** Whether it is a variable of the session. */
  boolean isOutermost(CVariable variable) {
    return outermost().variables.get(variable.name) == variable;
  }

  Collection<CVariable> all() {
    return variables.values();
  }
}

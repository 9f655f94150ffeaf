package ipcsh.cexport;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ASTNode;

/**
 * The variables that the text declares, kept from one pass to the next. A declaration that is
 * written several times, once for each value of a list, has one variable for each.
 */
final class Locals {
  private final Map<ASTNode, Map<String, CVariable>> variables = new IdentityHashMap<>();

  /** The variable of a declaration, in its {@code time}-th copy. */
  CVariable at(ASTNode where, String time, String name) {
    return variables
        .computeIfAbsent(where, at -> new HashMap<>())
        .computeIfAbsent(time, at -> new CVariable(name));
  }

  Collection<CVariable> all() {
    List<CVariable> all = new ArrayList<>();
    variables.values().forEach(each -> all.addAll(each.values()));
    return all;
  }
}

package ipcsh.cexport;

import ipcsh.command.model.RoleKind;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Lists of roles and jobs: statements about them are written out for each element. */
final class RoleLists {
  private final Scenario scenario;
  private final Writer w;
  private final Expressions expressions;

  RoleLists(Scenario scenario) {
    this.scenario = scenario;
    this.w = scenario.w;
    this.expressions = scenario.expressions;
  }

  /** Whether an expression makes a role or a job. */
  static boolean makesOne(Expression e) {
    return e instanceof MethodCallExpression call
        && (call.isImplicitThis()
                && (RoleKind.madeBy(call.getMethodAsString()) != null
                    || "bg".equals(call.getMethodAsString()))
            || "start".equals(call.getMethodAsString()) && Lists.block(call) != null);
  }

  /** The last expression of a block. */
  static Expression last(ClosureExpression block) {
    List<Statement> statements = ((BlockStatement) block.getCode()).getStatements();
    return statements.isEmpty() ? null : Statements.valueOf(statements.get(statements.size() - 1));
  }

  /** Whether it is a list of roles or jobs. */
  boolean isUnrolled(Expression e) {
    if (e instanceof VariableExpression name) {
      CVariable known = w.scope.find(name.getName());
      return known != null && known.all != null;
    }
    if (e instanceof ListExpression list) {
      return !list.getExpressions().isEmpty()
          && list.getExpressions().stream().allMatch(each -> isRoleOrJob(each));
    }
    return e instanceof MethodCallExpression call
        && "collect".equals(call.getMethodAsString())
        && Lists.block(call) != null
        && makesOne(last(Lists.block(call)));
  }

  private boolean isRoleOrJob(Expression e) {
    CVariable known = e instanceof VariableExpression v ? w.scope.find(v.getName()) : null;
    return known != null && (known.role != null || known.job != null);
  }

  /** The roles or jobs of a list. */
  List<CVariable> unrolled(Expression e) {
    if (e instanceof VariableExpression name) {
      return w.scope.find(name.getName()).all;
    }
    if (e instanceof ListExpression list) {
      return list.getExpressions().stream()
          .map(each -> w.scope.find(((VariableExpression) each).getName()))
          .toList();
    }
    MethodCallExpression call = (MethodCallExpression) e;
    ClosureExpression block = Lists.block(call);
    List<CVariable> made = new ArrayList<>();
    forAll(of(call.getObjectExpression()), block, () -> made.add(one(block)));
    return made;
  }

  private List<CVariable> of(Expression list) {
    if (isUnrolled(list)) {
      return unrolled(list);
    }
    Value from = list instanceof RangeExpression range ? expressions.of(range.getFrom()) : null;
    Value to = list instanceof RangeExpression range ? expressions.of(range.getTo()) : null;
    if (from == null
        || !(from.constant() instanceof Integer first)
        || !(to.constant() instanceof Integer last)
        || last - first > 16) {
      throw expressions.refuse(list, "the number of roles must be a literal");
    }
    List<CVariable> numbers = new ArrayList<>();
    for (int i = first; ((RangeExpression) list).isInclusive() ? i <= last : i < last; i++) {
      CVariable number = new CVariable("number");
      number.kind = Kind.INT;
      number.c = "" + i;
      number.constant = i;
      numbers.add(number);
    }
    return numbers;
  }

  /** Writes the statements once for each element, which the block's parameter denotes. */
  private void forAll(List<CVariable> all, ClosureExpression block, Runnable body) {
    String before = w.time;
    Scope outer = w.scope;
    for (int i = 0; i < all.size(); i++) {
      w.time = before + "/" + i;
      w.scope = new Scope(outer);
      w.scope.declared(Lists.parameter(block), all.get(i));
      body.run();
    }
    w.time = before;
    w.scope = outer;
  }

  private CVariable one(ClosureExpression block) {
    List<Statement> statements = ((BlockStatement) block.getCode()).getStatements();
    scenario.all(statements.subList(0, statements.size() - 1));
    return one(last(block));
  }

  private CVariable one(Expression e) {
    MethodCallExpression call = (MethodCallExpression) e;
    CVariable made = w.local(call, "role");
    String name = String.valueOf(call.getMethodAsString());
    if (name.equals("start")) {
      Expression of = call.getObjectExpression();
      CProcess role = makesOne(of) ? one(of).role : scenario.roles.role(call);
      if (role == null) {
        throw expressions.refuse(call, "a role is expected");
      }
      scenario.jobs.start(made, role, Lists.block(call));
      return made;
    }
    String number = w.time.substring(1).replace('/', '_');
    String title =
        name.equals(RoleKind.CHILD.command()) ? "child" : name.equals("bg") ? "job" : name;
    if (name.equals("bg")) {
      scenario.jobs.background(made, title + number, call, Lists.block(call));
      return made;
    }
    if (call.getArguments() instanceof TupleExpression given
        && !given.getExpressions().isEmpty()
        && given.getExpression(0) instanceof GStringExpression text
        && text.getValues().size() == 1
        && expressions.of(text.getValue(0)).constant() instanceof Integer n) {
      StringBuilder whole = new StringBuilder();
      text.getStrings()
          .forEach(each -> whole.append(whole.isEmpty() ? "" : n).append(each.getText()));
      title = text.getStrings().size() == 1 ? whole + "" + n : whole.toString();
    } else {
      title += Integer.parseInt(number.replaceAll(".*_", "")) + 1;
    }
    scenario.roles.makes(made, title, CProcess.Nature.of(RoleKind.madeBy(name)), call);
    return made;
  }

  /** A call on a list of roles or jobs; false if it is not one. */
  boolean rolesOrJobs(MethodCallExpression call) {
    ClosureExpression block = Lists.block(call);
    if (call.isImplicitThis() || scenario.depth > 0 && block != null && !makesOne(last(block))) {
      return false;
    }
    if (isUnrolled(call)) {
      unrolled(call);
      return true;
    }
    boolean each = "each".equals(call.getMethodAsString()) && block != null;
    if (call.isSpreadSafe() && isUnrolled(call.getObjectExpression())) {
      for (CVariable one : unrolled(call.getObjectExpression())) {
        w.call(scenario.jobs.awaited(one.job, call));
      }
      return true;
    }
    if (!each || !isUnrolled(call.getObjectExpression())) {
      return false;
    }
    forAll(
        of(call.getObjectExpression()),
        block,
        () -> scenario.all(((BlockStatement) block.getCode()).getStatements()));
    return true;
  }
}

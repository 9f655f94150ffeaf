package ipcsh.language.saving;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import ipcsh.handle.Handle;
import ipcsh.handle.HasPid;
import ipcsh.handle.Message;
import ipcsh.handle.Pending;
import ipcsh.handle.Process;
import ipcsh.handle.Region;
import ipcsh.sys.abi.SysException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;

/**
 * Determines whether an expression gives the same value in the next run: by the commands and
 * members that it uses, and by the origin of its variables. Unknown parts count as uncertain.
 */
final class DeterminismAnalysis extends CodeVisitorSupport {
  /** Members that contain what was received, or how something ended. */
  private static final Set<String> PROPERTIES =
      Set.of(
          "text",
          "bytes",
          "hex",
          "size",
          "length",
          "truncated",
          "controlTruncated",
          "eof",
          "errno",
          "exit",
          "signal",
          "ms",
          "s");

  /** Methods that are pure functions. */
  private static final Set<String> METHODS =
      Set.of(
          "any",
          "call",
          "collect",
          "contains",
          "count",
          "drop",
          "each",
          "endsWith",
          "every",
          "find",
          "findAll",
          "first",
          "get",
          "indexOf",
          "isEmpty",
          "join",
          "last",
          "length",
          "max",
          "min",
          "minus",
          "multiply",
          "padLeft",
          "plus",
          "replace",
          "reverse",
          "size",
          "sort",
          "startsWith",
          "strip",
          "substring",
          "sum",
          "take",
          "times",
          "toInteger",
          "toLowerCase",
          "toUpperCase",
          "tokenize",
          "trim",
          "unique");

  private static final String NUMBERS = "(Byte|Short|Int|Long|Float|Double)";

  private final SessionState known;
  private final Set<String> locals;
  private final boolean background;
  private Determinism sure = Determinism.SAME;

  private DeterminismAnalysis(SessionState known, Set<String> locals, boolean background) {
    this.known = known;
    this.locals = locals;
    this.background = background;
  }

  /** The determinism of an entry's value; records the entry's effects. */
  static Determinism entry(SessionState known, EntryTree tree) {
    for (MethodNode function : tree.functions()) {
      function(known, function);
    }
    DeterminismAnalysis judge = new DeterminismAnalysis(known, new HashSet<>(), false);
    for (Statement statement : tree.statements()) {
      judge.sure = Determinism.SAME;
      statement.visit(judge);
    }
    return judge.sure;
  }

  private static void function(SessionState known, MethodNode function) {
    DeterminismAnalysis judge = new DeterminismAnalysis(known, new HashSet<>(), false);
    for (org.codehaus.groovy.ast.Parameter parameter : function.getParameters()) {
      judge.locals.add(parameter.getName());
    }
    function.getCode().visit(judge);
    known.assign(function.getName(), judge.sure);
    known.functions().add(function.getName());
  }

  private void add(Determinism part) {
    sure = sure.and(part);
  }

  private Determinism of(Expression expression) {
    return of(expression, background);
  }

  private Determinism of(Expression expression, boolean inBackground) {
    DeterminismAnalysis judge = new DeterminismAnalysis(known, locals, inBackground);
    expression.visit(judge);
    return judge.sure;
  }

  @Override
  public void visitBlockStatement(BlockStatement block) {
    List<Statement> all = block.getStatements();
    for (int i = 0; i < all.size(); i++) {
      Determinism before = sure;
      all.get(i).visit(this);
      boolean valueIsLost =
          i < all.size() - 1
              && all.get(i) instanceof ExpressionStatement statement
              && statement.getExpression() instanceof MethodCallExpression;
      sure = valueIsLost ? before : sure;
    }
  }

  @Override
  public void visitForLoop(ForStatement loop) {
    if (loop.getValueVariable() != null) {
      locals.add(loop.getValueVariable().getName());
    }
    if (loop.getIndexVariable() != null) {
      locals.add(loop.getIndexVariable().getName());
    }
    super.visitForLoop(loop);
  }

  @Override
  public void visitClosureExpression(ClosureExpression closure) {
    if (closure.getParameters() != null) {
      for (org.codehaus.groovy.ast.Parameter parameter : closure.getParameters()) {
        locals.add(parameter.getName());
      }
    }
    closure.getCode().visit(this);
  }

  @Override
  public void visitVariableExpression(VariableExpression variable) {
    String name = variable.getName();
    if (locals.contains(name) || Set.of("it", "this").contains(name)) {
      return;
    }
    Determinism value = known.variable(name);
    if (value == null && name.equals("_")) {
      value = known.last();
    }
    if (value != null) {
      add(value);
    } else if (!known.isConstant(name)) {
      CommandModel command = known.command(name);
      add(command == null ? Determinism.OTHER : result(command));
    }
  }

  @Override
  public void visitPropertyExpression(PropertyExpression property) {
    property.getObjectExpression().visit(this);
    String name = property.getPropertyAsString();
    if ("pid".equals(name)) {
      add(Determinism.PID);
    } else if (name == null || !PROPERTIES.contains(name)) {
      add(Determinism.OTHER);
    }
  }

  @Override
  public void visitGStringExpression(GStringExpression text) {
    for (Expression value : text.getValues()) {
      boolean handle =
          value instanceof VariableExpression variable && known.isHandle(variable.getName());
      add(handle ? Determinism.OTHER : of(value));
    }
  }

  @Override
  public void visitConstructorCallExpression(ConstructorCallExpression call) {
    add(Determinism.OTHER);
    super.visitConstructorCallExpression(call);
  }

  @Override
  public void visitMethodPointerExpression(MethodPointerExpression pointer) {
    add(Determinism.OTHER);
  }

  @Override
  public void visitDeclarationExpression(DeclarationExpression declaration) {
    visitBinaryExpression(declaration);
  }

  @Override
  public void visitBinaryExpression(BinaryExpression binary) {
    Expression left = binary.getLeftExpression();
    Determinism right = of(binary.getRightExpression());
    if (EntryTree.assignment(binary) != null) {
      assign(left, binary.getOperation().getType() == Types.ASSIGN ? right : right.and(of(left)));
      add(right);
      return;
    }
    Determinism both = of(left).and(right);
    int type = binary.getOperation().getType();
    boolean equality = type == Types.COMPARE_EQUAL || type == Types.COMPARE_NOT_EQUAL;
    if (both.level() == Determinism.Level.PID) {
      boolean pids =
          equality && of(left).level() == Determinism.Level.PID && right.equals(Determinism.PID);
      both = pids ? Determinism.SAME : both.and(Determinism.OTHER);
    }
    if (type == Types.LEFT_SHIFT && left instanceof VariableExpression list) {
      known.assign(list.getName(), background ? Determinism.OTHER : both);
    }
    add(type == Types.LEFT_SQUARE_BRACKET ? both.and(Determinism.DATA) : both);
  }

  private void assign(Expression left, Determinism value) {
    if (left instanceof TupleExpression many) {
      many.getExpressions().forEach(each -> assign(each, value));
    } else if (left instanceof VariableExpression variable) {
      if (!locals.contains(variable.getName())) {
        known.assign(variable.getName(), background ? Determinism.OTHER : value);
      }
    } else {
      // assigned to an element, possibly of memory
      written(value);
    }
  }

  private void written(Determinism value) {
    known.written(value);
    if (background) {
      known.race();
    }
  }

  @Override
  public void visitMethodCallExpression(MethodCallExpression call) {
    String name = call.getMethodAsString();
    if (name == null) {
      add(Determinism.OTHER);
      super.visitMethodCallExpression(call);
      return;
    }
    if (call.isImplicitThis()) {
      Determinism variable = locals.contains(name) ? Determinism.OTHER : known.variable(name);
      CommandModel command = variable == null ? known.command(name) : null;
      if (command != null) {
        command(call, command);
        return;
      }
      if (background && known.functions().contains(name)) {
        known.race();
      }
      add(variable == null ? Determinism.OTHER : variable);
      call.getArguments().visit(this);
      return;
    }
    method(call, name);
  }

  private void method(MethodCallExpression call, String name) {
    if (name.matches("(put|cas|add)" + NUMBERS)) {
      call.getObjectExpression().visit(this);
      written(of(call.getArguments()));
      add(Determinism.DATA);
    } else if (name.matches("get" + NUMBERS)) {
      call.getObjectExpression().visit(this);
      call.getArguments().visit(this);
      add(known.isRaced() ? Determinism.OTHER : Determinism.DATA);
    } else if (name.equals("start")) {
      call.getObjectExpression().visit(this);
      add(of(call.getArguments(), true));
    } else if (METHODS.contains(name)) {
      call.getObjectExpression().visit(this);
      call.getArguments().visit(this);
    } else {
      CommandModel command = known.command(name);
      if (command != null) {
        command(call, command);
      } else {
        add(Determinism.OTHER);
        super.visitMethodCallExpression(call);
      }
    }
  }

  private void command(MethodCallExpression call, CommandModel command) {
    boolean starts = command.result() == Pending.class;
    for (CallParts.Part part : CallParts.of(call, command)) {
      Determinism given = of(part.given(), background || starts);
      Parameter parameter = part.parameter();
      if (parameter != null && parameter.type() == byte[].class) {
        known.written(given);
        if (background && isOnMemory(command)) {
          known.race();
        }
      }
      boolean which =
          parameter != null
              && (parameter.isDescriptor() || parameter.isPath() || parameter.isProcess());
      if (!which) {
        add(given);
      }
    }
    if (command.result() == Process.class || command.man().startsWith("exec")) {
      known.startProgram();
    }
    add(result(command));
  }

  private Determinism result(CommandModel command) {
    Class<?> type = command.result();
    switch (command.saves()) {
      case NUMBER:
        return Determinism.PID;
      case NOTHING:
        return Determinism.OTHER;
      case RESULT:
        if (type == Message.class) {
          return known.isRaced() && isOnMemory(command) ? Determinism.OTHER : Determinism.DATA;
        }
        boolean ofHandle =
            command.positional().stream().anyMatch(p -> Handle.class.isAssignableFrom(p.type()));
        boolean isName = CharSequence.class.isAssignableFrom(type);
        return !ofHandle ? Determinism.SAME : isName ? Determinism.NAME : Determinism.STATE;
      default:
        return isHandle(type) || takesBlock(command) ? Determinism.SAME : Determinism.OTHER;
    }
  }

  private static boolean isOnMemory(CommandModel command) {
    return command.isMethodOf(Region.class);
  }

  private static boolean isHandle(Class<?> type) {
    return type == void.class
        || Handle.class.isAssignableFrom(type)
        || HasPid.class.isAssignableFrom(type)
        || type == Pending.class
        || type == SysException.class
        || type.getPackageName().equals(Handle.class.getPackageName())
        || List.class.isAssignableFrom(type);
  }

  /** Whether its value is that of its block, which is analysed as an argument. */
  private static boolean takesBlock(CommandModel command) {
    return command.result() == Object.class
        && command.positional().stream().anyMatch(p -> p.type() == Callable.class);
  }
}

package ipcsh.language;

import groovy.lang.Closure;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import ipcsh.command.model.RoleKind;
import ipcsh.handle.Block;
import ipcsh.handle.Explainable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.classgen.ReturnAdder;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/**
 * Gives bare names their meaning in the language: calls of commands become {@link CommandCall}s,
 * constants numbers, bare words after {@code help} and similar commands text. Inserts an {@link
 * InterruptionCheck} at the beginning of loops and blocks. A name to which the text or the session
 * has given another meaning is left unchanged.
 */
final class CommandVisitor extends ClassCodeExpressionTransformer {
  /** Groovy methods whose blocks look up names in another object first. */
  private static final Set<String> WITH = Set.of("with", "tap");

  /** Methods that every object has, including a block, and that are never meant by this name. */
  private static final Set<String> OF_EVERY_OBJECT =
      Set.of("notify", "notifyAll", "clone", "finalize", "run");

  private static final Set<String> TYPE_CHECKED = Set.of("CompileStatic", "TypeChecked");

  private final SourceUnit source;
  private final ClassNode type;
  private final ShellBinding names;
  private final boolean linked;
  private final BlockText blockText;
  private final MissingComma missingComma;
  private final UnknownNames unknown;
  private final Set<String> closuresHere = new HashSet<>();
  private int insideWith;

  /** The nesting depth of blocks that may run in another shell, with that shell's names. */
  private int insideRole;

  private int closureDepth;

  /** Whether the visited code belongs to the script itself: {@code this} is the script. */
  private boolean inScript;

  /** Whether a method call may be linked to the method of a region. */
  private boolean linksAccesses;

  /** Whether the visited method runs once, apart from its loops and blocks. */
  private boolean isRun;

  private int loopDepth;

  /** What is assigned to at present: it is not read. */
  private Expression target;

  /** Whether the visited method is declared to return a number. */
  private boolean givesNumber;

  CommandVisitor(SourceUnit source, ClassNode type, ShellBinding names, boolean linked) {
    this.linked = linked;
    this.source = source;
    this.type = type;
    this.names = names;
    this.blockText = new BlockText(source);
    this.unknown = new UnknownNames(source, names);
    this.missingComma = new MissingComma(source, names, unknown);
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return source;
  }

  @Override
  protected void visitConstructorOrMethod(MethodNode method, boolean constructor) {
    inScript = type.isScript() && !constructor && !method.isStatic();
    givesNumber = !constructor && NumberWanted.by(method.getReturnType());
    if (givesNumber) {
      new ReturnAdder().visitMethod(method);
    }
    linksAccesses = inScript && !isTypeChecked(method) && !isTypeChecked(type);
    isRun =
        linksAccesses
            && !linked
            && OnceCode.isUsed()
            && method.getName().equals("run")
            && method.getParameters().length == 0;
    super.visitConstructorOrMethod(method, constructor);
    isRun = false;
    linksAccesses = false;
    inScript = false;
    givesNumber = false;
  }

  /** Whether Groovy decides at compile time what is called ({@code @CompileStatic}). */
  private static boolean isTypeChecked(AnnotatedNode node) {
    return node.getAnnotations().stream()
        .anyMatch(each -> TYPE_CHECKED.contains(each.getClassNode().getNameWithoutPackage()));
  }

  @Override
  public void visitExpressionStatement(ExpressionStatement statement) {
    if (inScript && insideRole == 0 && statement.getExpression() instanceof NotExpression) {
      unknown.line(statement);
    }
    super.visitExpressionStatement(statement);
  }

  @Override
  public void visitThrowStatement(ThrowStatement thrown) {
    super.visitThrowStatement(thrown);
    if (thrown.getExpression() instanceof ConstantExpression constant
        && !constant.isNullExpression()) {
      SyntaxProblem.of(source, thrown, "an exception is thrown: throw new Exception('text')");
    }
  }

  @Override
  public void visitReturnStatement(ReturnStatement given) {
    super.visitReturnStatement(given);
    if (givesNumber && closureDepth == 0) {
      given.setExpression(NumberWanted.of(given.getExpression()));
    }
  }

  @Override
  public Expression transform(Expression expression) {
    if (expression instanceof MethodCallExpression call) {
      missingComma.check(call);
      if (!call.isImplicitThis()) {
        ofCommand(call.getObjectExpression());
      }
      return methodCall(call);
    }
    if (expression instanceof PropertyExpression property) {
      Expression page = page(property);
      if (page != null) {
        return page;
      }
      missingComma.check(property);
      ofCommand(property.getObjectExpression());
      return super.transform(property);
    }
    if (expression instanceof BinaryExpression binary && AssignmentOperators.is(binary)) {
      return assignment(binary);
    }
    if (expression instanceof BinaryExpression binary) {
      missingComma.check(binary);
      forkedOnce(binary);
      return read(binary);
    }
    if (expression instanceof VariableExpression variable) {
      return variable(variable);
    }
    if (expression instanceof GStringExpression text) {
      return shown(text);
    }
    if (expression instanceof CastExpression cast && NumberWanted.by(cast.getType())) {
      return cast(cast);
    }
    if (expression instanceof ClosureExpression closure) {
      return closure(closure);
    }
    if (expression instanceof PostfixExpression || expression instanceof PrefixExpression) {
      return counted(expression);
    }
    if (expression instanceof UnaryMinusExpression minus) {
      return Negation.call(minus, transform(minus.getExpression()));
    }
    return super.transform(expression);
  }

  /** Whether the visited code runs once, so that linking its call sites would not pay. */
  private boolean isOnce() {
    return isRun && loopDepth == 0 && closureDepth == 0;
  }

  /** An operator that does not assign. */
  private Expression read(Expression expression) {
    boolean once = isOnce() && expression != target;
    Expression copy = super.transform(expression);
    return once ? OnceCall.instead(copy) : copy;
  }

  private Expression target(Expression assigned) {
    target = assigned;
    return transform(assigned);
  }

  /** {@code if (fork() == 0)}: refused, because the child does not continue after the fork. */
  private void forkedOnce(BinaryExpression binary) {
    Expression left = binary.getLeftExpression();
    if (left instanceof BinaryExpression assigned
        && Types.ofType(assigned.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
      left = assigned.getRightExpression();
    }
    boolean equal =
        binary.getOperation().getType() == Types.COMPARE_EQUAL
            || binary.getOperation().getType() == Types.COMPARE_NOT_EQUAL;
    if (equal
        && left instanceof MethodCallExpression call
        && call.isImplicitThis()
        && RoleKind.madeBy(call.getMethodAsString()) == RoleKind.CHILD
        && command(RoleKind.CHILD.command()) != null
        && binary.getRightExpression() instanceof ConstantExpression constant
        && Integer.valueOf(0).equals(constant.getValue())) {
      SyntaxProblem.of(
          source,
          binary,
          "the child does not continue after the fork: with c = fork(), c { write w, 'x' } makes"
              + " the block's calls in it, and c { exit 0 } ends it");
    }
  }

  private Expression cast(CastExpression cast) {
    Expression number = NumberWanted.of(transform(cast.getExpression()));
    CastExpression copy = new CastExpression(cast.getType(), number, cast.isIgnoringAutoboxing());
    copy.setCoerce(cast.isCoerce());
    copy.setStrict(cast.isStrict());
    copy.copyNodeMetaData(cast);
    return at(cast, copy);
  }

  /** {@code "${poll([r])}"}: for a map Groovy would write the entries, not its text. */
  private Expression shown(GStringExpression text) {
    Expression copy = super.transform(text);
    if (copy instanceof GStringExpression same) {
      same.getValues().replaceAll(CustomPrinting::wrapped);
    }
    return copy;
  }

  /** The operand of ++ or -- is assigned to. */
  private Expression counted(Expression expression) {
    Expression what =
        expression instanceof PostfixExpression postfix
            ? postfix.getExpression()
            : ((PrefixExpression) expression).getExpression();
    if (what instanceof VariableExpression) {
      return expression;
    }
    target = what;
    return super.transform(expression);
  }

  private Expression assignment(BinaryExpression binary) {
    boolean closure = binary.getRightExpression() instanceof ClosureExpression;
    if (closure && binary.getLeftExpression() instanceof VariableExpression variable) {
      closuresHere.add(variable.getName());
    }
    // the left side of an assignment is not a use of a constant
    Expression left = binary.getLeftExpression();
    boolean plain = left instanceof VariableExpression || left instanceof TupleExpression;
    Expression right = transform(binary.getRightExpression());
    if (binary.getOperation().getType() == Types.ASSIGN && isNumber(left)) {
      right = NumberWanted.of(right);
    }
    Expression copy =
        binary instanceof DeclarationExpression declaration
            ? declared(declaration, right)
            : new BinaryExpression(plain ? left : target(left), binary.getOperation(), right);
    copy.setSourcePosition(binary);
    copy.copyNodeMetaData(binary);
    return copy;
  }

  /** Whether the left side was declared as a number. */
  private static boolean isNumber(Expression left) {
    if (left instanceof TupleExpression many) {
      return many.getExpressions().stream().anyMatch(CommandVisitor::isNumber);
    }
    return left instanceof VariableExpression variable
        && variable.getAccessedVariable() != null
        && NumberWanted.by(variable.getAccessedVariable().getOriginType());
  }

  private static Expression declared(DeclarationExpression declaration, Expression right) {
    DeclarationExpression copy =
        new DeclarationExpression(
            declaration.getLeftExpression(), declaration.getOperation(), right);
    copy.addAnnotations(declaration.getAnnotations());
    copy.setDeclaringClass(declaration.getDeclaringClass());
    return copy;
  }

  private Expression variable(VariableExpression variable) {
    String name = variable.getName();
    if (!(variable.getAccessedVariable() instanceof DynamicVariable)) {
      return variable;
    }
    Integer constant = names.context().constants().get(name);
    if (constant != null && !names.isAssigned(name)) {
      return at(variable, new ConstantExpression(constant));
    }
    if (isLookedUpHere()) {
      unknown.read(variable);
    }
    return inScript ? new SessionVariable(variable, closureDepth > 0, isOnce()) : variable;
  }

  /**
   * Whether a name certainly belongs to this session, and not to another object or another shell.
   * In a block it may belong to the object with which the block is called, or be assigned before
   * the block runs.
   */
  private boolean isLookedUpHere() {
    return inScript && insideWith == 0 && insideRole == 0 && closureDepth == 0;
  }

  /** Whether no value has been assigned to the name. */
  private boolean isFree(VariableExpression variable) {
    return variable.getAccessedVariable() instanceof DynamicVariable
        && !names.isAssigned(variable.getName());
  }

  private static <T extends Expression> T at(Expression place, T expression) {
    expression.setSourcePosition(place);
    return expression;
  }

  private Expression closure(ClosureExpression closure) {
    visitClosureExpression(closure);
    return closure;
  }

  @Override
  public void visitClosureExpression(ClosureExpression closure) {
    closureDepth++;
    super.visitClosureExpression(closure);
    closureDepth--;
    if (closure.getCode() instanceof BlockStatement block) {
      NumberWanted.byParameters(closure, block);
      block.getStatements().add(0, InterruptionCheck.statement());
    }
  }

  private Expression methodCall(MethodCallExpression call) {
    String name = call.getMethodAsString();
    boolean with = name != null && WITH.contains(name);
    insideWith += with ? 1 : 0;
    try {
      CommandModel command = name == null || !call.isImplicitThis() ? null : command(name);
      return command == null ? otherCall(call) : commandCall(call, command);
    } finally {
      insideWith -= with ? 1 : 0;
    }
  }

  private Expression otherCall(MethodCallExpression call) {
    boolean ofEveryObject = OF_EVERY_OBJECT.contains(String.valueOf(call.getMethodAsString()));
    boolean nobodyElses = inScript && insideWith == 0 && ofEveryObject;
    if (call.isImplicitThis() && (isLookedUpHere() || nobodyElses) && !isWritten(call)) {
      unknown.called(call);
    }
    BlockText.Noted block = blockText.note(call);
    insideRole += block == null ? 0 : 1;
    Expression copy = super.transform(call);
    insideRole -= block == null ? 0 : 1;
    if (!(copy instanceof MethodCallExpression same)) {
      return copy;
    }
    if (block != null) {
      return block.in(same);
    }
    String name = call.getMethodAsString();
    boolean taken =
        insideWith > 0
            || closuresHere.contains(name)
            || name != null && type.getMethods(name).stream().anyMatch(CommandVisitor::isWritten);
    if (name != null && same.isImplicitThis() && inScript && !taken) {
      Expression printing = Formats.printing(same);
      return isOnce() ? OnceCall.instead(printing) : printing;
    }
    Expression instead = WaitMethod.instead(same);
    if (instead != same) {
      return instead;
    }
    instead = Formats.instead(NumberWanted.calculated(same));
    if (instead != same || !linksAccesses) {
      return instead;
    }
    return isOnce() ? OnceCall.instead(same) : RegionAccess.instead(same);
  }

  /** Whether the call refers to a function of this text, or to a local block. */
  private boolean isWritten(MethodCallExpression call) {
    String name = call.getMethodAsString();
    return name == null
        || type.getMethods(name).stream().anyMatch(CommandVisitor::isWritten)
        || closuresHere.contains(name)
        || Habits.ofName(name) == null && !type.getMethods(name).isEmpty();
  }

  private CommandModel command(String name) {
    boolean taken =
        insideWith > 0
            || closuresHere.contains(name)
            || type.getMethods(name).stream().anyMatch(CommandVisitor::isWritten)
            || names.isAssigned(name) && names.getVariable(name) instanceof Closure;
    return taken ? null : names.registry().find(name);
  }

  /**
   * Whether the method was written in the text; the methods of every Java object hide no C name.
   */
  private static boolean isWritten(MethodNode method) {
    ClassNode declaring = method.getDeclaringClass();
    boolean script = declaring.isScript() && method.getName().equals("run");
    return !script && !ClassHelper.isObjectType(declaring) && declaring.isPrimaryClassNode();
  }

  private Expression commandCall(MethodCallExpression call, CommandModel command) {
    List<Expression> given = ((TupleExpression) call.getArguments()).getExpressions();
    List<Expression> arguments = new ArrayList<>();
    List<Parameter> parameters = command.positional();
    // named arguments come first, as a map
    int named = !given.isEmpty() && given.get(0) instanceof MapExpression ? 1 : 0;
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i) instanceof SpreadExpression) {
        return super.transform(call);
      }
      int place = i - named;
      Parameter parameter = place >= 0 && place < parameters.size() ? parameters.get(place) : null;
      if (given.get(i) instanceof MethodCallExpression inner
          && (isNoCall(inner) || MissingComma.isOfNumber(inner))) {
        missingComma.check(inner, command.name());
      }
      arguments.add(argument(given.get(i), parameter));
    }
    return at(call, new CommandCall(command, arguments, isOnce()));
  }

  /** Whether a name is written as a call, but is neither a command nor callable. */
  private boolean isNoCall(MethodCallExpression call) {
    String name = call.getMethodAsString();
    return call.isImplicitThis()
        && name != null
        && command(name) == null
        && !isWritten(call)
        && !(names.isAssigned(name) && names.getVariable(name) instanceof Closure);
  }

  private Expression argument(Expression given, Parameter parameter) {
    if (parameter != null && parameter.isWord()) {
      return word(given);
    }
    if (parameter != null && takesBlockText(parameter)) {
      BlockText.Noted block = blockText.note(given);
      if (block == null) {
        return transform(given);
      }
      insideRole++;
      Expression known = block.known(transform(given));
      insideRole--;
      return known;
    }
    return transform(given);
  }

  private static boolean takesBlockText(Parameter parameter) {
    return parameter.type() == Block.class || parameter.type() == Explainable.class;
  }

  /** {@code man 2 recv}: the page in that section. */
  private Expression page(PropertyExpression property) {
    if (property.getObjectExpression() instanceof MethodCallExpression call
        && call.isImplicitThis()
        && call.getMethodAsString() != null
        && call.getArguments() instanceof TupleExpression given
        && given.getExpressions().size() == 1
        && given.getExpression(0) instanceof ConstantExpression section
        && section.getValue() instanceof Integer
        && property.getPropertyAsString() != null) {
      CommandModel command = command(call.getMethodAsString());
      if (command != null && takesWord(command)) {
        String page = property.getPropertyAsString() + "(" + section.getValue() + ")";
        return at(
            property, new CommandCall(command, List.of(new ConstantExpression(page)), isOnce()));
      }
    }
    return null;
  }

  private static boolean takesWord(CommandModel command) {
    List<Parameter> parameters = command.positional();
    return parameters.size() > 0 && parameters.get(0).isWord();
  }

  /** {@code socket.AF_UNIX}: a bare command is called before its member is looked up. */
  private void ofCommand(Expression object) {
    if (isLookedUpHere()
        && object instanceof VariableExpression variable
        && isFree(variable)
        && !unknown.isGivenHere(variable.getName())
        && names.registry().find(variable.getName()) != null) {
      unknown.line(object);
    }
  }

  private Expression word(Expression given) {
    if (given instanceof MethodCallExpression call
        && call.isImplicitThis()
        && call.getArguments() instanceof TupleExpression section
        && section.getExpressions().size() == 1
        && section.getExpression(0) instanceof ConstantExpression number
        && number.getValue() instanceof Integer) {
      // recv(2), as in manuals
      return at(
          given, new ConstantExpression(call.getMethodAsString() + "(" + number.getValue() + ")"));
    }
    if (given instanceof VariableExpression variable
        && isFree(variable)
        && !unknown.isAssignedHere(variable.getName())) {
      return at(given, new ConstantExpression(variable.getName()));
    }
    return transform(given);
  }

  @Override
  public void visitForLoop(ForStatement loop) {
    loopDepth++;
    super.visitForLoop(loop);
    loopDepth--;
    if (loop.getValueVariable() != null && NumberWanted.by(loop.getValueVariable().getType())) {
      loop.setCollectionExpression(NumberWanted.of(loop.getCollectionExpression()));
    }
    loop.setLoopBlock(checked(loop.getLoopBlock()));
  }

  @Override
  public void visitWhileLoop(WhileStatement loop) {
    loopDepth++;
    super.visitWhileLoop(loop);
    loopDepth--;
    loop.setLoopBlock(checked(loop.getLoopBlock()));
  }

  @Override
  public void visitDoWhileLoop(DoWhileStatement loop) {
    loopDepth++;
    super.visitDoWhileLoop(loop);
    loopDepth--;
    loop.setLoopBlock(checked(loop.getLoopBlock()));
  }

  private static Statement checked(Statement body) {
    if (body instanceof BlockStatement block) {
      block.getStatements().add(0, InterruptionCheck.statement());
      return block;
    }
    BlockStatement block = new BlockStatement();
    block.addStatement(InterruptionCheck.statement());
    block.addStatement(body);
    block.setSourcePosition(body);
    return block;
  }
}

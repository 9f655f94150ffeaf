package ipcsh.language;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.lang.MetaClass;
import groovy.lang.MissingMethodException;
import groovy.lang.Script;
import groovy.runtime.metaclass.CustomMetaClassCreationHandle;
import ipcsh.command.model.CommandModel;
import ipcsh.handle.Descriptor;
import ipcsh.handle.UsageException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * The base class of compiled texts. Commands known at compile time are linked directly ({@link
 * CommandLinker}); this class resolves names that were not: functions and closures of earlier
 * lines, and commands whose name is computed.
 */
public abstract class ShellScript extends Script implements CustomMetaClassCreationHandle.Late {
  /** The variable that Groovy looks up to print. */
  private static final String OUTPUT = "out";

  /** What is not a variable when it is assigned to. */
  private static final Set<String> OWN_PROPERTIES = Set.of("binding", "metaClass");

  /** Whether this text has methods that could be setters; null until somebody asks. */
  private Boolean setters;

  /** Without names of its own, until it is given those of the session. */
  protected ShellScript() {
    this(new LateBinding());
  }

  /** With these names. */
  @SuppressWarnings("this-escape") // only its class is asked for
  protected ShellScript(Binding names) {
    super(CustomMetaClassCreationHandle.constructing(names));
    CustomMetaClassCreationHandle.constructed(this);
  }

  @Override
  public MetaClass getMetaClass() {
    return CustomMetaClassCreationHandle.metaClass(this, super.getMetaClass());
  }

  /**
   * As Groovy's, which looks for a setter of the text at each new name, with a class of the
   * compiler: few texts have any.
   */
  @Override
  public void setProperty(String name, Object value) {
    if (OWN_PROPERTIES.contains(name) || hasSetters()) {
      super.setProperty(name, value);
    } else {
      getBinding().setVariable(name, value);
    }
  }

  private boolean hasSetters() {
    if (setters == null) {
      setters = declares(each -> each.getParameterCount() == 1 && each.getName().startsWith("set"));
    }
    return setters;
  }

  /**
   * Whether {@code print} and {@code println} with such a value are the methods of this class, for
   * Groovy too, which would make the meta class of the text to find that out.
   */
  final boolean printsPlainly(Object value) {
    return value != null
        && !(value instanceof PrintWriter)
        && !value.getClass().isArray()
        && CustomMetaClassCreationHandle.isLate(super.getMetaClass())
        && StandardMethods.areUsed()
        && !declares(method -> method.getName().startsWith("print"));
  }

  /** Whether the text has such a method. */
  private boolean declares(Predicate<Method> wanted) {
    for (Class<?> type = getClass(); type != ShellScript.class; type = type.getSuperclass()) {
      if (Arrays.stream(type.getDeclaredMethods()).anyMatch(wanted)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Object invokeMethod(String name, Object arguments) {
    Object[] given = fitting(name, InvokerHelper.asArray(arguments));
    try {
      return getMetaClass().invokeMethod(this, name, given);
    } catch (MissingMethodException e) {
      if (!name.equals(e.getMethod()) || !e.getType().isInstance(this)) {
        throw e;
      }
      return invokeNamed(name, given, e);
    }
  }

  /**
   * The arguments for a function of this text: descriptors are converted for numeric parameters. A
   * function is a variable too, so Groovy never finds it missing.
   */
  private Object[] fitting(String function, Object[] given) {
    if (getMetaClass().respondsTo(this, function).isEmpty() || takes(function, given)) {
      return given;
    }
    Object[] numbers = withNumbers(given);
    if (numbers != null && takes(function, numbers)) {
      return numbers;
    }
    String usage = usage(function);
    throw new UsageException(
        function
            + ": expected "
            + (usage.isEmpty() ? "other arguments" : usage)
            + ", given "
            + CommandModel.shown(given));
  }

  /** {@code f(int a, b)}; several are joined by "or". */
  private String usage(String function) {
    return Arrays.stream(getClass().getDeclaredMethods())
        .filter(method -> method.getName().equals(function) && !method.isSynthetic())
        .map(
            method ->
                Arrays.stream(method.getParameters())
                    .map(ShellScript::usage)
                    .collect(Collectors.joining(", ", function + "(", ")")))
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  private static String usage(Parameter parameter) {
    Class<?> type = parameter.getType();
    return (type == Object.class ? "" : type.getSimpleName() + " ") + parameter.getName();
  }

  private boolean takes(String function, Object[] given) {
    return !getMetaClass().respondsTo(this, function, given).isEmpty();
  }

  /** The arguments with descriptors converted to numbers, or null if there are no descriptors. */
  private static Object[] withNumbers(Object[] arguments) {
    return Arrays.stream(arguments).anyMatch(Descriptor.class::isInstance)
        ? Arrays.stream(arguments).map(DescriptorNumbers::plain).toArray()
        : null;
  }

  @Override
  public void printf(String format, Object value) {
    printf(format, new Object[] {value});
  }

  @Override
  public void printf(String format, Object[] values) {
    write(Formats.format(format, values));
  }

  /** {@code sprintf(3)}, which returns the text. */
  public String sprintf(String format, Object... values) {
    return Formats.format(format, values);
  }

  @Override
  public void println() {
    println("");
  }

  /** A table is a list for programs, but is printed as a table. */
  @Override
  public void println(Object value) {
    if (isRedirected()) {
      super.println(CustomPrinting.of(value));
    } else {
      DefaultGroovyMethods.println((Object) this, CustomPrinting.of(value));
    }
  }

  @Override
  public void print(Object value) {
    write(CustomPrinting.of(value));
  }

  private void write(Object text) {
    if (isRedirected()) {
      super.print(text);
    } else {
      DefaultGroovyMethods.print((Object) this, text);
    }
  }

  /**
   * Whether the variable {@code out} has a destination of output. Groovy calls print and println on
   * whatever has that name, also a descriptor or a function of the script.
   */
  private boolean isRedirected() {
    ShellBinding names = (ShellBinding) getBinding();
    Object out = names.isAssigned(OUTPUT) ? names.getVariable(OUTPUT) : null;
    return out instanceof Writer || out instanceof PrintStream;
  }

  /**
   * Evaluates a text in a script of its own, with the commands: errors in it are not reported for a
   * line of this one.
   */
  @Override
  public Object evaluate(String text) {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setScriptBaseClass(ShellScript.class.getName());
    return new GroovyShell(getClass().getClassLoader(), getBinding(), configuration)
        .evaluate(text, "Evaluated.groovy");
  }

  private Object invokeNamed(String name, Object[] arguments, MissingMethodException otherwise) {
    ShellBinding names = (ShellBinding) getBinding();
    if (names.isAssigned(name)) {
      Object value = names.getVariable(name);
      return value instanceof Closure<?> closure
          ? closure.call(arguments)
          : InvokerHelper.invokeMethod(value, "call", arguments);
    }
    CommandModel command = names.registry().find(name);
    if (command == null) {
      throw otherwise;
    }
    return command.call(arguments);
  }
}

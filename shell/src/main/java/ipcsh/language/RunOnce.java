package ipcsh.language;

import groovy.lang.Script;
import java.util.ArrayList;
import org.codehaus.groovy.runtime.BytecodeInterface8;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;

/**
 * What the code of a text calls that runs only once: statements that are in no loop, block or
 * function. An {@code invokedynamic} instruction, which pays where code is repeated, costs some
 * hundred microseconds when it is linked; these methods do the same without linking anything. What
 * is not decided here goes through the method lookup of Groovy itself.
 */
public final class RunOnce {
  private static final Object[] NONE = {};

  /** The number of objects that a call may have. */
  static final int MOST = 4;

  private RunOnce() {}

  private static ShellBinding names(Script script) {
    return SessionLoader.of(script.getClass().getClassLoader()).names();
  }

  /** The value of a variable of the session. */
  public static Object variable(Script script, String name) {
    return names(script).variable(name).read(script);
  }

  /** The call of a command. */
  public static Object command(Script script, String name) {
    return commandOf(script, name, NONE);
  }

  /** The call of a command. */
  public static Object command(Script script, Object a, String name) {
    return commandOf(script, name, new Object[] {a});
  }

  /** The call of a command. */
  public static Object command(Script script, Object a, Object b, String name) {
    return commandOf(script, name, new Object[] {a, b});
  }

  /** The call of a command. */
  public static Object command(Script script, Object a, Object b, Object c, String name) {
    return commandOf(script, name, new Object[] {a, b, c});
  }

  /** The call of a command. */
  public static Object command(Script script, Object a, Object b, Object c, Object d, String name) {
    return commandOf(script, name, new Object[] {a, b, c, d});
  }

  private static Object commandOf(Script script, String name, Object[] arguments) {
    return names(script).registry().find(name).call(arguments);
  }

  /** {@code receiver.name(...)}. */
  public static Object call(Script script, Object receiver, String name) throws Throwable {
    return ScriptBytecodeAdapter.invokeMethodN(script.getClass(), receiver, name, NONE);
  }

  /** {@code receiver.name(...)}. */
  public static Object call(Script script, Object receiver, Object a, String name)
      throws Throwable {
    return ScriptBytecodeAdapter.invokeMethodN(script.getClass(), receiver, name, new Object[] {a});
  }

  /** {@code receiver.name(...)}. */
  public static Object call(Script script, Object receiver, Object a, Object b, String name)
      throws Throwable {
    return ScriptBytecodeAdapter.invokeMethodN(
        script.getClass(), receiver, name, new Object[] {a, b});
  }

  /** {@code receiver.name(...)}. */
  public static Object call(
      Script script, Object receiver, Object a, Object b, Object c, String name) throws Throwable {
    return ScriptBytecodeAdapter.invokeMethodN(
        script.getClass(), receiver, name, new Object[] {a, b, c});
  }

  /** {@code name(...)}: a method that the script has certainly. */
  public static Object own(Script script, String name) throws Throwable {
    return ScriptBytecodeAdapter.invokeMethodOnCurrentN(script.getClass(), script, name, NONE);
  }

  /** {@code name(...)}: a method that the script has certainly. */
  public static Object own(Script script, Object a, String name) throws Throwable {
    if (script instanceof ShellScript text && text.printsPlainly(a)) {
      switch (name) {
        case "print":
          text.print(a);
          return null;
        case "println":
          text.println(a);
          return null;
        default:
      }
    }
    return ScriptBytecodeAdapter.invokeMethodOnCurrentN(
        script.getClass(), script, name, new Object[] {a});
  }

  /** An operator, by the name of its method. */
  public static Object operator(Script script, Object left, Object right, String name)
      throws Throwable {
    if (left instanceof Integer a
        && right instanceof Integer b
        && BytecodeInterface8.isOrigInt()
        && !BytecodeInterface8.disabledStandardMetaClass()) {
      // as Groovy compiles it where both are known to be int
      switch (name) {
        case "plus":
          return a + b;
        case "minus":
          return a - b;
        case "multiply":
          return a * b;
        default:
      }
    }
    if (left instanceof ArrayList<?> list
        && list.getClass() == ArrayList.class
        && right instanceof Integer index
        && name.equals("getAt")
        && StandardMethods.areUsed()) {
      return DefaultGroovyMethods.getAt(list, index);
    }
    return ScriptBytecodeAdapter.invokeMethodN(script.getClass(), left, name, new Object[] {right});
  }
}

package ipcsh.language;

import groovy.lang.Closure;
import groovy.lang.MissingMethodException;
import groovy.lang.Script;
import ipcsh.command.CommandModel;
import ipcsh.handle.Drawn;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * What every text of the language is compiled to. Commands that the compiler saw are linked
 * directly ({@link CommandLinker}); here is the way for names that it could not see: functions and
 * closures of earlier lines, and commands called by a name that is computed.
 */
public abstract class ShellScript extends Script {
  @Override
  public Object invokeMethod(String name, Object arguments) {
    try {
      return getMetaClass().invokeMethod(this, name, arguments);
    } catch (MissingMethodException e) {
      if (!name.equals(e.getMethod()) || !e.getType().isInstance(this)) {
        throw e;
      }
      return invokeNamed(name, InvokerHelper.asArray(arguments), e);
    }
  }

  /** A table is a list for who works with it, and a table for who prints it. */
  @Override
  public void println(Object value) {
    super.println(value instanceof Drawn ? value.toString() : value);
  }

  @Override
  public void print(Object value) {
    super.print(value instanceof Drawn ? value.toString() : value);
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

package ipcsh.language;

import groovy.lang.Closure;
import ipcsh.command.SessionLanguage;
import ipcsh.command.SessionRecord;
import ipcsh.command.model.Registry;
import java.util.Map;
import java.util.concurrent.Callable;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Groovy, with the variables of a session. */
record GroovyLanguage(Registry registry, ShellBinding names, SessionRecord record)
    implements SessionLanguage {
  @Override
  public Object callCommand(Object handle, String name, Object[] arguments) {
    return HandleMethods.call(registry, handle, name, arguments);
  }

  @Override
  public Object callBlock(Callable<?> block, Object argument) throws Exception {
    return block instanceof Closure<?> closure && closure.getMaximumNumberOfParameters() > 0
        ? closure.call(argument)
        : block.call();
  }

  @Override
  public Object callTextMethod(String text, String name, Object[] arguments) {
    return InvokerHelper.invokeMethod(text, name, arguments);
  }

  @Override
  public Map<String, Object> variables() {
    return names.inOrderOfAssignment();
  }
}

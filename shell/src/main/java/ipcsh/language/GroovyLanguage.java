package ipcsh.language;

import groovy.lang.Closure;
import ipcsh.command.SessionLanguage;
import ipcsh.command.SessionRecord;
import java.util.Map;
import java.util.concurrent.Callable;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Groovy, with the variables of a session. */
record GroovyLanguage(Session session, SessionRecord record) implements SessionLanguage {
  @Override
  public Object callCommand(Object handle, String name, Object[] arguments) {
    return HandleMethods.call(session.context().registry(), handle, name, arguments);
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
    return session.names().inOrderOfAssignment();
  }

  @Override
  public void runEntries(String name, String text, int firstLine) throws Exception {
    Entries entries = new Entries(name, text);
    for (Source next = entries.next(); next != null; next = entries.next()) {
      session.runUnrecorded(next.movedBy(firstLine - 1), true);
    }
  }

  @Override
  public void runWhole(String name, String text, int firstLine) throws Exception {
    session.runUnrecorded(new Source(name, text, firstLine), false);
  }

  @Override
  public String explained(Throwable error) {
    return new Problems(session).explain(error).message();
  }

  @Override
  public String explainedWithoutRole(Throwable error) {
    return new Problems(session).withoutRole(error).message();
  }
}

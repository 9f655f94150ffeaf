package ipcsh.language;

import groovy.lang.MissingMethodException;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Registry;
import ipcsh.view.FdRow;
import java.util.Arrays;
import java.util.Map;

/**
 * Commands as methods of their first parameter: {@code s.bind('/tmp/x')} is {@code bind(s,
 * '/tmp/x')}.
 */
final class HandleMethods {
  private HandleMethods() {}

  static Object call(Registry registry, Object object, String name, Object[] given) {
    Object handle = object instanceof FdRow row && row.getFd() != null ? row.getFd() : object;
    CommandModel command = registry.find(name);
    if (command == null || !command.isMethodOf(handle.getClass())) {
      throw new MissingMethodException(name, handle.getClass(), given);
    }
    int named = given.length > 0 && given[0] instanceof Map ? 1 : 0;
    Object[] arguments = Arrays.copyOf(given, given.length + 1);
    System.arraycopy(given, named, arguments, named + 1, given.length - named);
    arguments[named] = handle;
    return command.call(arguments);
  }
}

package ipcsh.command.model;

import ipcsh.sys.abi.Constants;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;

/**
 * Checks the definitions of commands before they are called. Topics of the shell are checked by the
 * tests instead, to save time at start-up.
 */
final class TopicCheck {
  private TopicCheck() {}

  /** Checks that the annotated methods can be commands. */
  static void methods(CommandTopic topic) {
    Class<?> type = topic.getClass();
    int commands = 0;
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Method method : at.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Command.class)) {
          commands++;
          checkAccess(type, method);
        }
      }
    }
    if (commands == 0) {
      throw new IllegalArgumentException(type.getName() + " has no method with @Command");
    }
    if (topic.title() == null || topic.title().isBlank()) {
      throw new IllegalArgumentException(type.getName() + " has no title");
    }
  }

  private static void checkAccess(Class<?> type, Method method) {
    int modifiers = method.getModifiers();
    if (!Modifier.isPublic(modifiers) || Modifier.isStatic(modifiers)) {
      throw wrong(method, "a command is a public method of an object");
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      throw wrong(method, "its class " + type.getName() + " is not public");
    }
  }

  /** Checks the annotations of the commands. */
  static void commands(Collection<CommandModel> commands, Constants constants) {
    for (CommandModel command : commands) {
      Method method = command.method();
      expectText(method, "summary", command.summary());
      expectText(method, "man page", command.man());
      expectText(method, "example", String.join("", command.examples()));
      for (java.lang.reflect.Parameter parameter : method.getParameters()) {
        check(method, parameter, constants);
      }
    }
  }

  private static void expectText(Method method, String what, String text) {
    if (text.isBlank()) {
      throw wrong(method, "it has no " + what);
    }
  }

  private static void check(
      Method method, java.lang.reflect.Parameter parameter, Constants constants) {
    if (!parameter.isNamePresent()) {
      throw wrong(method, "its parameters have no names; compile with -parameters");
    }
    String name = parameter.getName();
    boolean primitive = parameter.getType().isPrimitive();
    if (parameter.isAnnotationPresent(Option.class) && primitive) {
      throw wrong(
          method, "the option " + name + " is optional, so its type must be an object type");
    }
    if (parameter.isVarArgs() && parameter.getType() != Object[].class && !isData(parameter)) {
      throw wrong(method, "the remaining arguments, " + name + ", must be declared as Object...");
    }
    Default fallback = parameter.getAnnotation(Default.class);
    if (fallback == null) {
      return;
    }
    if (fallback.value().isEmpty()) {
      if (primitive) {
        throw wrong(
            method, "the default of " + name + " is null, so its type must be an object type");
      }
      return;
    }
    try {
      Defaults.parse(fallback.value(), constants);
    } catch (IllegalArgumentException e) {
      throw wrong(method, "the default of " + name + ": " + e.getMessage());
    }
  }

  /** Groovy treats every trailing array as varargs; data is an exception. */
  private static boolean isData(java.lang.reflect.Parameter parameter) {
    return parameter.getType() == byte[].class;
  }

  private static IllegalArgumentException wrong(Method method, String why) {
    return new IllegalArgumentException("command " + method.getName() + ": " + why);
  }
}

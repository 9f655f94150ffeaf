package ipcsh.language;

import ipcsh.handle.Waitable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;

/** The properties and methods of a value that can be used in the language. */
public final class MemberNames {
  private MemberNames() {}

  /** Their names, sorted: properties as they are written, methods without parentheses. */
  public static Set<String> of(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Method method : type.getMethods()) {
      if (method.getDeclaringClass() != Object.class
          && !Modifier.isStatic(method.getModifiers())
          && !method.isSynthetic()
          && !method.getName().contains("$")) {
        names.add(name(method));
      }
    }
    names.remove("methodMissing");
    if (Waitable.class.isAssignableFrom(type)) {
      names.remove("waitFor");
      names.add("wait");
    }
    return names;
  }

  private static String name(Method method) {
    String name = method.getName();
    int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
    boolean property =
        prefix > 0
            && method.getParameterCount() == 0
            && name.length() > prefix
            && Character.isUpperCase(name.charAt(prefix));
    return property
        ? Character.toLowerCase(name.charAt(prefix)) + name.substring(prefix + 1)
        : name;
  }
}

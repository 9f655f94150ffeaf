package ipcsh.command.model;

import ipcsh.handle.Descriptor;
import ipcsh.handle.RoleHost;
import ipcsh.handle.Term;
import ipcsh.handle.WidthDependent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** What values of a type are called in messages: {@code a list}, {@code a descriptor}. */
public final class TypeWords {
  private static final String OURS = "ipcsh.";

  private TypeWords() {}

  /** The words for a type, with the article; {@code null} for that of null. */
  public static String of(Class<?> type) {
    if (type == null) {
      return "null";
    }
    if (Descriptor.class.isAssignableFrom(type)) {
      return "a descriptor";
    }
    if (RoleHost.class.isAssignableFrom(type)) {
      return "a host";
    }
    // a table that a command returns is a list too, but has a name of its own
    if (Collection.class.isAssignableFrom(type) && !WidthDependent.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Map.class.isAssignableFrom(type)) {
      return "a map";
    }
    String name = name(type);
    return ("AEIOaeio".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  private static String name(Class<?> type) {
    if (type.isAnonymousClass()) {
      return name(type.getSuperclass());
    }
    Term term = type.getAnnotation(Term.class);
    if (term != null) {
      return term.value();
    }
    String name = type.getSimpleName();
    // the names of our own types are words: ObservedProgram
    return type.getName().startsWith(OURS)
        ? name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT)
        : name;
  }
}

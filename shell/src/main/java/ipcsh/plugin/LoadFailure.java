package ipcsh.plugin;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** The reason why a plugin could not be loaded, in one line. */
final class LoadFailure {
  private static final Pattern TOO_NEW =
      Pattern.compile("(\\S+) has been compiled by a more recent .*? version (\\d+)\\.\\d+\\).*");

  /** The class file version of Java N is 44 + N. */
  private static final int BEFORE_JAVA_1 = 44;

  private LoadFailure() {}

  static String of(Throwable problem) {
    String text = words(problem);
    return text.lines().findFirst().orElse(problem.getClass().getSimpleName()).strip();
  }

  private static String words(Throwable problem) {
    String message = String.valueOf(problem.getMessage());
    Throwable cause = problem.getCause();
    if (problem instanceof NoSuchFileException) {
      return "no such file";
    }
    if (problem instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (problem instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    if (problem instanceof ZipException) {
      return "is not a jar (" + message + ")";
    }
    if (problem instanceof CharacterCodingException) {
      return "is not UTF-8 text";
    }
    if (problem instanceof UnsupportedClassVersionError) {
      return tooNew(message);
    }
    if (problem instanceof NoClassDefFoundError && cause instanceof ClassNotFoundException
        || problem instanceof ClassNotFoundException
        || problem instanceof NoClassDefFoundError && !message.contains(" ")) {
      return "class " + message.replace('/', '.') + " is missing";
    }
    boolean wrapper =
        problem instanceof InvocationTargetException
            || problem instanceof ExceptionInInitializerError;
    if (wrapper && cause != null) {
      return words(cause);
    }
    if (problem instanceof ServiceConfigurationError) {
      String service = message.replaceFirst("^\\S+: ", "");
      return cause == null ? service : service + ": " + words(cause);
    }
    if (problem instanceof IOException && cause instanceof IOException) {
      return words(cause);
    }
    boolean ours =
        problem instanceof IllegalArgumentException || problem.getClass() == IOException.class;
    if (ours && problem.getMessage() != null) {
      return message;
    }
    return problem.toString();
  }

  private static String tooNew(String message) {
    Matcher found = TOO_NEW.matcher(message);
    if (!found.matches()) {
      return message;
    }
    int version = Integer.parseInt(found.group(2)) - BEFORE_JAVA_1;
    return found.group(1).replace('/', '.')
        + " was compiled for Java "
        + version
        + ", this is Java "
        + Runtime.version().feature();
  }
}

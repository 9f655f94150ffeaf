package ipcsh.language;

import java.util.DuplicateFormatFlagsException;
import java.util.IllegalFormatConversionException;
import java.util.IllegalFormatException;
import java.util.MissingFormatArgumentException;
import java.util.UnknownFormatConversionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.GroovyBugError;

/** Explains errors of Java and Groovy to users who know neither. */
final class JavaErrorText {
  private static final String ON_NULL = " on null object";

  /** Java's message if Groovy sets a member of null. */
  private static final String SET_ON_NULL = "Cannot invoke \"Object.getClass()\" because";

  /** What the names of our own types begin with. */
  static final String OURS = "ipcsh.";

  /** Packages with classes that a program does not use as values. */
  private static final Pattern NO_VALUES =
      Pattern.compile("ipcsh\\.(command|language|scenario)\\.");

  /** The end of Java's message if a variable or parameter is null. */
  private static final Pattern VARIABLE = Pattern.compile("because \"(\\w+)\" is null$");

  private JavaErrorText() {}

  /** The explanation; null if the error's own message is sufficient. */
  static String of(Throwable error) {
    if (error instanceof IllegalFormatException) {
      return "printf: " + format(error);
    }
    if (error instanceof IllegalMonitorStateException) {
      return "Java's wait and notify are for threads inside synchronized (x) { ... }: here p.wait() waits for a program, and pthread_cond_wait, sem_wait and read wait for other processes";
    }
    if (error instanceof CloneNotSupportedException) {
      return "this cannot be cloned: dup(fd) duplicates a descriptor, fork() creates a child";
    }
    if (error instanceof VerifyError || error instanceof GroovyBugError) {
      return "the compiler does not understand this";
    }
    if (error instanceof NullPointerException) {
      String ours = ofMethod(error);
      return ours == null ? onNull(error.getMessage()) : ours;
    }
    return null;
  }

  /**
   * The explanation if a method of one of our values was given null; null if Java or Groovy has
   * thrown it. Commands check what they are given.
   */
  private static String ofMethod(Throwable error) {
    Matcher name = VARIABLE.matcher(String.valueOf(error.getMessage()));
    StackTraceElement called = null;
    int depth = 0;
    for (StackTraceElement frame : error.getStackTrace()) {
      if (!frame.getClassName().startsWith(OURS)) {
        break;
      }
      called = frame;
      depth++;
    }
    if (called == null || !name.find() || NO_VALUES.matcher(called.getClassName()).lookingAt()) {
      return null;
    }
    // the name is one of the innermost method
    String which = depth == 1 ? name.group(1) + ": " : "";
    return called.getMethodName() + ": " + which + "expected a value, given null";
  }

  private static String format(Throwable error) {
    if (error instanceof IllegalFormatConversionException wrong) {
      String wanted =
          switch (wrong.getConversion()) {
            case 'd', 'o', 'x', 'X' -> "a whole number";
            case 'e', 'E', 'f', 'g', 'G', 'a', 'A' -> "a number with a decimal point, 1.5";
            case 'c', 'C' -> "a character";
            default -> "a value of another type";
          };
      return "%"
          + wrong.getConversion()
          + ": expected "
          + wanted
          + ", given a "
          + wrong.getArgumentClass().getSimpleName();
    }
    if (error instanceof MissingFormatArgumentException missing) {
      return "expected a value for " + missing.getFormatSpecifier() + ", given none";
    }
    if (error instanceof UnknownFormatConversionException unknown) {
      return "%" + unknown.getConversion() + " is not a conversion; %% prints the character";
    }
    if (error instanceof DuplicateFormatFlagsException twice) {
      return "the flag " + twice.getFlags() + " is given twice";
    }
    return "invalid format: " + error.getMessage();
  }

  /** Rewords Groovy's message. */
  private static String onNull(String message) {
    if (message == null || !message.endsWith(ON_NULL)) {
      return String.valueOf(message).startsWith(SET_ON_NULL) ? "null has no members" : null;
    }
    String what = message.substring(0, message.length() - ON_NULL.length());
    return what.replace("Cannot get property ", "null has no member ")
        .replace("Cannot set property ", "null has no member ")
        .replace("Cannot invoke method ", "null has no method ");
  }
}

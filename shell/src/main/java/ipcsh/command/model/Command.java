package ipcsh.command.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method of a {@link CommandTopic} a command with the method's name, or with an
 * explicit one if Java reserves the name ({@code wait}). The method's parameters are the command's,
 * in order; see {@link Default}, {@link Option}, {@link Flags}, {@link PathName} and {@link Name}
 * for their properties.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Command {
  /** Its name, if it differs from the method's. */
  String name() default "";

  /** One line that describes it, without a full stop. */
  String summary();

  /** The man page of the function, {@code recv(2)}. */
  String man();

  /**
   * Example lines in the shell's language, run by a test. {@code //=> text} after a line is the
   * printed value; {@code ...} in it matches anything.
   */
  String examples();

  /** Details: its value, its errors, as lines of text. */
  String details() default "";

  /** Whether it can block in the kernel, and so takes {@code timeout:}. */
  boolean blocks() default false;

  /**
   * The method of the same topic that makes the same call on memory of the caller's: it takes more
   * arguments, of which the second is a region. Empty if there is none.
   */
  String onRegion() default "";

  /**
   * The method of the same topic, with the same parameters, that does the same for a call that is
   * made often, as soon as calls need no jffi: its profile, and that of what only it calls, is one
   * of quick calls alone. Empty if there is none.
   */
  String often() default "";

  /** How a line with it is saved in a session's script. */
  SavedAs saves() default SavedAs.LINE;
}

package ipcsh.command.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method of a {@link CommandTopic} a command of the method's name, or of the one
 * that is said where Java has the name for itself ({@code wait}). The method's parameters are the
 * command's, in order; see {@link Default}, {@link Option}, {@link Flags}, {@link PathName} and
 * {@link Name} for what can be said of one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Command {
  /** Its name, where it is not the method's. */
  String name() default "";

  /** One line that says what it does, without a full stop. */
  String summary();

  /** The man page that it follows, {@code recv(2)}. */
  String man();

  /**
   * Lines of the shell's language that show it, run by a test. {@code //=> text} behind a line is
   * what its value prints; {@code ...} in it stands for anything.
   */
  String examples();

  /** More to know: what it gives, what fails when, as lines of text. */
  String details() default "";

  /** Whether it can wait in the kernel, and so takes {@code timeout:}. */
  boolean blocks() default false;

  /** What a saved session makes of a line with it. */
  SavedAs saves() default SavedAs.LINE;
}

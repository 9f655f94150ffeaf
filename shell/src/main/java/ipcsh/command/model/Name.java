package ipcsh.command.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter whose argument may be a bare word, taken as text and not as a variable: {@code help
 * recvfrom}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Name {
  /** The kind of thing named; completion offers the existing ones. */
  enum Of {
    /** A command. */
    COMMAND,
    /** An errno. */
    ERRNO,
    /** A running shell. */
    SHELL,
    /** A lesson of the course. */
    LESSON,
    /** An exercise of the course. */
    EXERCISE,
    /** Anything else: no completion. */
    OTHER
  }

  /** The kind of thing that it names. */
  Of value();
}

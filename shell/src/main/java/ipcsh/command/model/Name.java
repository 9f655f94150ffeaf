package ipcsh.command.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A bare word that is taken as its own text instead of as a variable: {@code help recvfrom}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Name {
  /** What bears such a name; completion offers those that there are. */
  enum Of {
    /** A command. */
    COMMAND,
    /** An errno. */
    ERRNO,
    /** A running shell. */
    SHELL,
    /** A lesson of the course. */
    LESSON,
    /** Anything else: nothing is offered. */
    OTHER
  }

  /** Of what it is the name. */
  Of value();
}

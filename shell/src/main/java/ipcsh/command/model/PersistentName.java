package ipcsh.command.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A parameter that is a name which outlives the process until it is removed. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface PersistentName {
  /** The command that removes it, {@code unlink}. */
  String until();

  /**
   * The constant without which the name is only looked up, not created: {@code O_CREAT}; empty for
   * none.
   */
  String with() default "";
}

package ipcsh.command.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The default value of a parameter: a number, constants joined by |, or empty for null. An {@link
 * Option} without this annotation has null.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Default {
  /** {@code "65536"}, {@code "0666"}, {@code "PROT_READ|PROT_WRITE"}; {@code ""} is null. */
  String value();
}

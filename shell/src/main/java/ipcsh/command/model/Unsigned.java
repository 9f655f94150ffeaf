package ipcsh.command.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An int that is unsigned in C, a {@code mode_t} or {@code unsigned int}: values up to 2^32 - 1 are
 * passed to the kernel unchanged.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Unsigned {}

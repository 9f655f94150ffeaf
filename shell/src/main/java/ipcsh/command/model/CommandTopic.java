package ipcsh.command.model;

import ipcsh.command.Context;
import java.util.List;

/**
 * A group of commands: every public method with {@link Command} is one. Built-in topics and those
 * of plugins are found alike, through {@link java.util.ServiceLoader} or as a class of this type in
 * a {@code .groovy} file of a plugins folder. Needs a constructor without arguments.
 */
public interface CommandTopic {
  /** The heading under which {@code help} lists the commands. */
  String title();

  /** Classes of {@code public static final int} fields that become bare names of the language. */
  default List<Class<?>> constants() {
    return List.of();
  }

  /** Whether its commands direct what an audience sees, and are no steps of what is shown. */
  default boolean isStageDirection() {
    return false;
  }

  /** Called once, before the first command, with what commands may use. */
  default void attach(Context context) {}
}

package ipcsh.command.model;

import ipcsh.command.Context;
import java.util.List;

/**
 * A group of commands: each public method annotated with {@link Command} is one. Topics of the
 * shell and of plugins are found in the same way, through {@link java.util.ServiceLoader} or as a
 * class of this type in a {@code .groovy} file of a plugin directory. Needs a constructor without
 * arguments.
 */
public interface CommandTopic {
  /** The heading under which {@code help} lists the commands. */
  String title();

  /** Classes whose {@code public static final int} fields become constants of the language. */
  default List<Class<?>> constants() {
    return List.of();
  }

  /**
   * Whether its commands control what an audience sees, and are not steps of the scenario itself.
   */
  default boolean isStageDirection() {
    return false;
  }

  /** Called once, before the first command, with the context of the commands. */
  default void attach(Context context) {}
}

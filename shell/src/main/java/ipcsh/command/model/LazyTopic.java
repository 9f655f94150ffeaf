package ipcsh.command.model;

import java.util.function.Consumer;

/** A topic whose class is loaded on demand, once. May be opened by several threads. */
final class LazyTopic {
  private final String type;
  private final ClassLoader loader;
  private volatile CommandTopic opened;

  LazyTopic(String type, ClassLoader loader) {
    this.type = type;
    this.loader = loader;
  }

  boolean isOf(CommandTopic topic) {
    return topic.getClass().getName().equals(type);
  }

  /** The topic; the first call creates it and passes it on before it is seen by others. */
  CommandTopic open(Consumer<CommandTopic> whenCreated) {
    return opened == null ? create(whenCreated) : opened;
  }

  private synchronized CommandTopic create(Consumer<CommandTopic> whenCreated) {
    if (opened == null) {
      CommandTopic topic = instance();
      whenCreated.accept(topic);
      opened = topic;
    }
    return opened;
  }

  private CommandTopic instance() {
    try {
      return Class.forName(type, true, loader)
          .asSubclass(CommandTopic.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("topic " + type + ": " + e, e);
    }
  }
}

package ipcsh.command;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The commands that there are, by name and by topic. */
public final class Registry {
  private final Context context;
  private final List<CommandTopic> topics = new CopyOnWriteArrayList<>();
  private final Map<String, CommandModel> commands = new ConcurrentHashMap<>();

  Registry(Context context) {
    this.context = context;
  }

  /** Adds every topic that this loader finds. */
  public void load(ClassLoader loader) {
    ServiceLoader.load(CommandTopic.class, loader).forEach(this::add);
  }

  /**
   * Adds a topic.
   *
   * @throws IllegalArgumentException where one of its commands is there already
   */
  public void add(CommandTopic topic) {
    List<CommandModel> found = new ArrayList<>();
    for (Method method : topic.getClass().getMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && method.isAnnotationPresent(Command.class)) {
        CommandModel known = commands.get(method.getName());
        if (known != null) {
          throw new IllegalArgumentException(
              "command " + method.getName() + " is there already, in " + known.topic().title());
        }
        found.add(new CommandModel(topic, method, context));
      }
    }
    topic.attach(context);
    topics.add(topic);
    found.forEach(command -> commands.put(command.name(), command));
    context.topicsChanged();
  }

  /** The command of a name, or null. */
  public CommandModel find(String name) {
    return commands.get(name);
  }

  /** All commands, by name. */
  public Collection<CommandModel> all() {
    return Collections.unmodifiableCollection(new TreeMap<>(commands).values());
  }

  /** The topics in the order in which they were added. */
  public List<CommandTopic> topics() {
    return Collections.unmodifiableList(topics);
  }

  /** The commands of one topic, by name. */
  public List<CommandModel> of(CommandTopic topic) {
    return all().stream().filter(command -> command.topic() == topic).toList();
  }
}

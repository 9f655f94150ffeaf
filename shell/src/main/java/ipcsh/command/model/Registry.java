package ipcsh.command.model;

import ipcsh.command.CTranslator;
import ipcsh.command.Context;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The commands by name and by topic. Any thread may read; adding is synchronized. */
public final class Registry {
  private final Context context;
  private final List<CommandTopic> topics = new CopyOnWriteArrayList<>();
  private final Map<String, CommandModel> commands = new ConcurrentHashMap<>();
  private volatile LazyCommands deferred;

  public Registry(Context context) {
    this.context = context;
  }

  /** Adds every topic found through this loader. */
  public void load(ClassLoader loader) {
    ServiceLoader.load(CommandTopic.class, loader).forEach(this::add);
  }

  /**
   * Adds a topic.
   *
   * @throws IllegalArgumentException if one of its commands exists already
   */
  public void add(CommandTopic topic) {
    Map<String, CommandModel> found = new LinkedHashMap<>();
    collect(topic, found);
    topic.attach(context);
    keep(List.of(topic), found);
  }

  /**
   * Adds the topics of a plugin: all of them, or none if one of them has an error.
   *
   * @throws IllegalArgumentException if a definition is wrong
   */
  public void addPlugin(Collection<CommandTopic> plugin) {
    Map<String, CommandModel> found = new LinkedHashMap<>();
    for (CommandTopic topic : plugin) {
      TopicCheck.methods(topic);
      collect(topic, found);
    }
    TopicCheck.commands(found.values(), context.constants(plugin));
    plugin.forEach(topic -> topic.attach(context));
    keep(plugin, found);
  }

  private void collect(CommandTopic topic, Map<String, CommandModel> found) {
    for (Method method : topic.getClass().getMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && method.isAnnotationPresent(Command.class)) {
        String name = CommandModel.name(method);
        CommandModel known = commands.getOrDefault(name, found.get(name));
        if (known != null) {
          throw new IllegalArgumentException(
              "command " + name + " is already defined in " + known.topic().title());
        }
        found.put(name, new CommandModel(topic, method, context));
      }
    }
  }

  private void keep(Collection<CommandTopic> added, Map<String, CommandModel> found) {
    topics.addAll(added);
    commands.putAll(found);
    context.topicsChanged();
  }

  /** The translator to C; {@link CTranslator#NOBODY} if there is none. */
  public CTranslator translator() {
    LazyCommands others = deferred;
    return others == null ? CTranslator.NOBODY : others.translator();
  }

  /** Sets the loader for names that are not registered. */
  public void defer(LazyCommands others) {
    deferred = others;
  }

  /** The command with this name, or null. */
  public CommandModel find(String name) {
    CommandModel command = commands.get(name);
    LazyCommands others = deferred;
    if (command == null && others != null) {
      others.want(name);
      command = commands.get(name);
    }
    return command;
  }

  /** All commands, by name. */
  public Collection<CommandModel> all() {
    loadAll();
    return Collections.unmodifiableCollection(new TreeMap<>(commands).values());
  }

  /** The topics in the order in which they were added. */
  public List<CommandTopic> topics() {
    loadAll();
    return loaded();
  }

  /** The same, without those that have not been needed yet. */
  public List<CommandTopic> loaded() {
    return Collections.unmodifiableList(topics);
  }

  private void loadAll() {
    LazyCommands others = deferred;
    if (others != null) {
      others.wantAll();
    }
  }

  /** The commands of one topic, by name. */
  public List<CommandModel> of(CommandTopic topic) {
    return all().stream().filter(command -> command.topic() == topic).toList();
  }
}

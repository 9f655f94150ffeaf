package ipcsh.command.model;

import ipcsh.command.CTranslator;
import ipcsh.command.Context;
import ipcsh.command.index.CommandIndex;
import ipcsh.command.index.IndexedTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The commands by name and by topic. A topic that is in the {@link CommandIndex} is loaded when one
 * of its commands is looked up. Any thread may read; adding is synchronized.
 */
public final class Registry {
  private final Context context;
  private final List<CommandTopic> topics = new CopyOnWriteArrayList<>();
  private final Map<String, CommandModel> commands = new ConcurrentHashMap<>();

  /** The topics of the index in its order, and by the names of their commands. */
  private final List<LazyTopic> indexed = new CopyOnWriteArrayList<>();

  private final Map<String, LazyTopic> indexedNames = new ConcurrentHashMap<>();
  private volatile LazyCommands deferred;

  public Registry(Context context) {
    this.context = context;
  }

  /** Adds every topic that is named in {@code META-INF/services} and found through this loader. */
  public void load(ClassLoader loader) {
    CommandIndex index;
    List<String> types;
    try {
      types = CommandIndex.services(loader, CommandTopic.class);
      index = CommandIndex.of(loader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String type : types) {
      LazyTopic lazy = new LazyTopic(type, loader);
      indexed.add(lazy);
      IndexedTopic known = index.topic(type);
      // constants are collected from the topics that are loaded
      if (known == null || !known.constants().isEmpty()) {
        lazy.open(this::add);
      } else {
        known.commands().forEach(name -> indexedNames.put(name, lazy));
      }
    }
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
        CommandModel known = known(topic, name);
        known = known == null ? found.get(name) : known;
        if (known != null) {
          throw new IllegalArgumentException(
              "command " + name + " is already defined in " + known.topic().title());
        }
        found.put(name, new CommandModel(topic, method, context));
      }
    }
  }

  /** The command of this name that another topic defines, or null. */
  private CommandModel known(CommandTopic topic, String name) {
    CommandModel known = commands.get(name);
    LazyTopic lazy = indexedNames.get(name);
    if (known == null && lazy != null && !lazy.isOf(topic)) {
      lazy.open(this::add);
      known = commands.get(name);
    }
    return known;
  }

  private void keep(Collection<CommandTopic> added, Map<String, CommandModel> found) {
    topics.addAll(added);
    commands.putAll(found);
    if (added.stream().anyMatch(topic -> !topic.constants().isEmpty())) {
      context.topicsChanged();
    }
  }

  /** The translator to C; {@link CTranslator#NONE} if there is none. */
  public CTranslator translator() {
    LazyCommands others = deferred;
    return others == null ? CTranslator.NONE : others.translator();
  }

  /** Sets the loader for names that are not registered. */
  public void defer(LazyCommands others) {
    deferred = others;
  }

  /** The command with this name, or null. */
  public CommandModel find(String name) {
    CommandModel command = commands.get(name);
    LazyTopic lazy = command == null ? indexedNames.get(name) : null;
    if (lazy != null) {
      lazy.open(this::add);
      return commands.get(name);
    }
    LazyCommands others = deferred;
    if (command == null && others != null) {
      others.want(name);
      command = commands.get(name);
    }
    return command;
  }

  /** The names of all commands, for which the topics of the index need not be loaded. */
  public Set<String> names() {
    loadPlugins();
    Set<String> names = new TreeSet<>(commands.keySet());
    names.addAll(indexedNames.keySet());
    return names;
  }

  /** All commands, by name. */
  public Collection<CommandModel> all() {
    loadAll();
    return Collections.unmodifiableCollection(new TreeMap<>(commands).values());
  }

  /** The topics: those of the index in its order, then the others as they were added. */
  public List<CommandTopic> topics() {
    loadAll();
    Set<CommandTopic> all = new LinkedHashSet<>();
    indexed.forEach(lazy -> all.add(lazy.open(this::add)));
    all.addAll(topics);
    return List.copyOf(all);
  }

  /** The topics that have been loaded, in this order. */
  public List<CommandTopic> loaded() {
    return Collections.unmodifiableList(topics);
  }

  private void loadAll() {
    indexed.forEach(lazy -> lazy.open(this::add));
    loadPlugins();
  }

  private void loadPlugins() {
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

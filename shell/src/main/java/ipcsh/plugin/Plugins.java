package ipcsh.plugin;

import ipcsh.command.CTranslator;
import ipcsh.command.Context;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.LazyCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Loads the plugins of a shell. Plugins closer to the user take precedence if two define a command
 * of the same name: files of the command line, then the user's directory, then those installed with
 * the shell; in a directory by name.
 *
 * <p>The user's plugins are loaded at once, so that a broken one is reported at start-up. Those
 * installed with the shell are loaded when an unknown name that occurs in them is looked up, to
 * save time at start-up.
 */
public final class Plugins implements LazyCommands {
  private final Context context;
  private final Path shipped;
  private final Set<Path> seen = new HashSet<>();

  /** Names that were looked up: plugins that may define them have been loaded. */
  private final Set<String> missed = ConcurrentHashMap.newKeySet();

  /** Plugins whose failure was reported: not reported again when loading is tried again. */
  private final Set<Path> reported = ConcurrentHashMap.newKeySet();

  /** The user's plugins, in order: loaded at once. */
  private final List<Plugin> loaded = new CopyOnWriteArrayList<>();

  private final PluginTranslator translator = new PluginTranslator(this);

  /** Plugins that are not loaded yet; null before the installed directory was read. */
  private List<Plugin> waiting;

  /** No plugins yet; {@code shipped} is a directory, which may be null or not exist. */
  Plugins(Context context, Path shipped) {
    this.context = context;
    this.shipped = shipped;
  }

  /** Registers all plugins: those of the command line, the user's, the installed ones. */
  public static void load(Context context, List<String> commandLine) {
    new Plugins(context, PluginPath.shipped()).load(commandLine, PluginPath.user());
  }

  /** All files that {@link #load} would use, now. */
  public static List<Path> files(List<String> commandLine) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String path : commandLine) {
      Path file = Path.of(path);
      files.addAll(Files.isDirectory(file) ? PluginPath.plugins(file) : List.of(file));
    }
    files.addAll(PluginPath.plugins(PluginPath.user()));
    if (PluginPath.shipped() != null) {
      files.addAll(PluginPath.plugins(PluginPath.shipped()));
    }
    return files;
  }

  /**
   * The same as {@link #load(Context, List)} with a given user's directory, which may be null or
   * not exist.
   */
  synchronized void load(List<String> commandLine, Path user) {
    for (String path : commandLine) {
      Path file = Path.of(path);
      add(Files.isDirectory(file) ? found(file) : fresh(List.of(file)));
    }
    try {
      PluginPath.checkOwner(user);
      add(found(user));
    } catch (IOException another) {
      report(user, another);
    }
    context.registry().defer(this);
  }

  /** The plugins in a directory that are not registered yet. */
  private List<Plugin> found(Path directory) {
    try {
      return directory == null ? List.of() : fresh(PluginPath.plugins(directory));
    } catch (IOException e) {
      report(directory, e);
      return List.of();
    }
  }

  private List<Plugin> fresh(List<Path> files) {
    List<Plugin> plugins = new ArrayList<>();
    for (Path file : files) {
      if (seen.add(real(file))) {
        plugins.add(PluginPath.isGroovy(file) ? new GroovyPlugin(file) : new JarPlugin(file));
      }
    }
    return plugins;
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException notThere) {
      return file;
    }
  }

  private void add(List<Plugin> plugins) {
    plugins.forEach(this::add);
  }

  private void add(Plugin plugin) {
    try {
      List<CommandTopic> topics = plugin.open();
      if (topics.isEmpty() && !plugin.translates()) {
        throw new IllegalArgumentException(plugin.whyEmpty());
      }
      context.registry().addPlugin(topics);
      loaded.add(plugin);
    } catch (Exception | LinkageError | ServiceConfigurationError | AssertionError e) {
      report(plugin.file(), e);
    }
  }

  /**
   * The translator to C of the first plugin that has one, {@link CTranslator#NONE} if none has;
   * null if not all could be checked. Does not take the lock under which plugins are loaded: the
   * caller may be in a call that is made while one is being loaded.
   */
  CTranslator findTranslator() {
    List<Path> files = shipped == null ? List.of() : read(shipped, () -> PluginPath.jars(shipped));
    List<Plugin> plugins = new ArrayList<>(loaded);
    if (files != null) {
      files.forEach(file -> plugins.add(new JarPlugin(file)));
    }
    boolean all = files != null;
    for (Plugin plugin : plugins) {
      Boolean translates = read(plugin.file(), plugin::translates);
      if (Boolean.TRUE.equals(translates)) {
        return translator(plugin);
      }
      all &= translates != null;
    }
    return all ? CTranslator.NONE : null;
  }

  private CTranslator translator(Plugin plugin) {
    try {
      CTranslator translator = plugin.translator();
      translator.attach(context.registry());
      return translator;
    } catch (Exception | LinkageError | ServiceConfigurationError e) {
      report(plugin.file(), e);
      return CTranslator.NONE;
    }
  }

  private void report(Path file, Throwable problem) {
    if (reported.add(file)) {
      String line = "ipcsh: plugin " + file + ": " + LoadFailure.of(problem);
      context.host().report(line + "; the shell starts without it");
    }
  }

  @Override
  public CTranslator translator() {
    return translator.get();
  }

  @Override
  public void want(String name) {
    if (!missed.contains(name) && load(plugin -> plugin.mayHave(name))) {
      missed.add(name);
    }
  }

  @Override
  public void wantAll() {
    load(plugin -> true);
  }

  /**
   * Loads pending plugins that satisfy the predicate. Plugins that cannot be read now, for lack of
   * descriptors or memory, stay pending.
   *
   * @return whether all pending plugins could be checked
   */
  private synchronized boolean load(Predicate<Plugin> wanted) {
    if (waiting == null) {
      List<Path> files =
          shipped == null ? List.of() : read(shipped, () -> PluginPath.plugins(shipped));
      waiting = files == null ? null : new ArrayList<>(fresh(files));
    }
    boolean all = waiting != null;
    for (Plugin plugin : waiting == null ? List.<Plugin>of() : List.copyOf(waiting)) {
      Boolean needed = read(plugin.file(), () -> wanted.test(plugin) && readWhole(plugin));
      all &= needed != null;
      // removed from the list first, because adding it may look up commands recursively
      if (Boolean.TRUE.equals(needed) && waiting.remove(plugin)) {
        addOrKeep(plugin);
      }
    }
    return all;
  }

  private static boolean readWhole(Plugin plugin) throws IOException {
    plugin.read();
    return true;
  }

  /** A stack overflow or lack of memory may not occur the next time. */
  private void addOrKeep(Plugin plugin) {
    try {
      add(plugin);
    } catch (VirtualMachineError e) {
      waiting.add(plugin);
      throw e;
    }
  }

  /** Reads on the observer's thread, because the session's descriptor table may be full. */
  private <T> T read(Path file, Callable<T> reading) {
    try {
      return context.unshared().look(reading);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (RuntimeException e) {
      report(file, e.getCause() instanceof IOException unreadable ? unreadable : e);
      return null;
    }
  }
}

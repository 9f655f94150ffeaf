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
 * Loads the plugins of a shell. Plugins closer to the user come first and win if two define a
 * command of the same name: files of the command line, then the user's folder, then those shipped
 * with the shell; in a folder by name.
 *
 * <p>The user's are loaded at once, so that a broken one is reported at start-up. Those shipped
 * with the shell are loaded when an unknown name is looked up that occurs in them: start-up has no
 * time for them.
 */
public final class Plugins implements LazyCommands {
  private final Context context;
  private final Path shipped;
  private final Set<Path> seen = new HashSet<>();

  /** Names that were searched for: what may have them is loaded. */
  private final Set<String> missed = ConcurrentHashMap.newKeySet();

  /** What was told of once is not told of again when it is tried again. */
  private final Set<Path> reported = ConcurrentHashMap.newKeySet();

  /** Those of the user, in their order: loaded at once. */
  private final List<Plugin> loaded = new CopyOnWriteArrayList<>();

  private final PluginTranslator translator = new PluginTranslator(this);

  /** Those that wait; null before the shipped folder was looked at. */
  private List<Plugin> waiting;

  /** No plugins yet; {@code shipped} is a folder, which may be null or not there. */
  Plugins(Context context, Path shipped) {
    this.context = context;
    this.shipped = shipped;
  }

  /** Makes every plugin known: those of the command line, the user's, the shipped ones. */
  public static void load(Context context, List<String> commandLine) {
    new Plugins(context, PluginPath.shipped()).load(commandLine, PluginPath.user());
  }

  /** The same with the user's folder given, which may be null or not there. */
  synchronized void load(List<String> commandLine, Path user) {
    for (String path : commandLine) {
      Path file = Path.of(path);
      add(Files.isDirectory(file) ? found(file) : fresh(List.of(file)));
    }
    try {
      PluginPath.expectOurs(user);
      add(found(user));
    } catch (IOException another) {
      report(user, another);
    }
    context.registry().defer(this);
  }

  /** The plugins of a folder that are not known yet. */
  private List<Plugin> found(Path folder) {
    try {
      return folder == null ? List.of() : fresh(PluginPath.plugins(folder));
    } catch (IOException e) {
      report(folder, e);
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
   * The translator to C of the first plugin that has one, {@link CTranslator#NOBODY} where none
   * has; null where not all could be looked at. Takes no lock under which plugins are loaded: who
   * asks may stand in a call that is made while one is.
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
    return all ? CTranslator.NOBODY : null;
  }

  private CTranslator translator(Plugin plugin) {
    try {
      CTranslator translator = plugin.translator();
      translator.attach(context.registry());
      return translator;
    } catch (Exception | LinkageError | ServiceConfigurationError e) {
      report(plugin.file(), e);
      return CTranslator.NOBODY;
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
   * Loads those that wait and are wanted. What cannot be read now, for want of descriptors or
   * memory, waits on.
   *
   * @return whether all that wait could be looked at
   */
  private synchronized boolean load(Predicate<Plugin> wanted) {
    if (waiting == null) {
      List<Path> files =
          shipped == null ? List.of() : read(shipped, () -> PluginPath.plugins(shipped));
      waiting = files == null ? null : new ArrayList<>(fresh(files));
    }
    boolean all = waiting != null;
    for (Plugin plugin : waiting == null ? List.<Plugin>of() : List.copyOf(waiting)) {
      boolean read = read(plugin.file(), () -> readWhole(plugin)) != null;
      all &= read;
      // one that looks up commands itself while it is added finds itself off the list
      if (read && wanted.test(plugin) && waiting.remove(plugin)) {
        addOrKeep(plugin);
      }
    }
    return all;
  }

  private static Plugin readWhole(Plugin plugin) throws IOException {
    plugin.read();
    return plugin;
  }

  /** What fails with the stack or the memory at its end may go well the next time. */
  private void addOrKeep(Plugin plugin) {
    try {
      add(plugin);
    } catch (VirtualMachineError e) {
      waiting.add(plugin);
      throw e;
    }
  }

  /** Reads where the session's table of descriptors, which may be full, does not matter. */
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

package ipcsh.plugin;

import ipcsh.command.CommandTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.zip.ZipFile;

/** A jar that names its topics in {@code META-INF/services}; open as long as the shell runs. */
final class JarPlugin implements Plugin {
  private static final String SERVICES = "META-INF/services/" + CommandTopic.class.getName();

  /** Sees the shell's classes, but no topics other than the jar's. */
  private static final class Loader extends URLClassLoader {
    Loader(URL jar) {
      super(new URL[] {jar}, JarPlugin.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICES) ? findResources(name) : super.getResources(name);
    }
  }

  private final Path file;
  private Loader loader;

  JarPlugin(Path file) {
    this.file = file;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public List<CommandTopic> open() throws IOException {
    checkJar();
    loader = new Loader(file.toUri().toURL());
    List<CommandTopic> topics = new ArrayList<>();
    ServiceLoader.load(CommandTopic.class, loader).forEach(topics::add);
    return topics;
  }

  /** A class loader passes over what it cannot read in silence. */
  private void checkJar() throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("is neither a .jar nor a .groovy file");
    }
    new ZipFile(file.toFile()).close();
  }

  @Override
  public String whyEmpty() {
    return "names no topic of commands in " + SERVICES;
  }

  @Override
  public void close() {
    if (loader != null) {
      try {
        loader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

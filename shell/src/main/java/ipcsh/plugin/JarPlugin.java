package ipcsh.plugin;

import ipcsh.command.CTranslator;
import ipcsh.command.model.CommandTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar that names its topics, or its translator to C, in {@code META-INF/services}. It is read as
 * a whole and closed again, so that it takes no descriptor from the session.
 */
final class JarPlugin implements Plugin {
  private static final String SERVICES = "META-INF/services/";
  private static final String TOPICS = SERVICES + CommandTopic.class.getName();
  private static final String TRANSLATOR = SERVICES + CTranslator.class.getName();

  /** What stands before a name of a class file's constant pool, and then its length. */
  private static final char UTF8_CONSTANT = 1;

  /** All of it is kept in memory. */
  private static final int LARGEST = 256 << 20;

  private final Path file;
  private Map<String, byte[]> entries;
  private MemoryLoader loader;

  JarPlugin(Path file) {
    this.file = file;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public void read() throws IOException {
    entries();
  }

  /**
   * Whether one of the classes beside its topics knows the name: that of a command is among those
   * they know. A library that the jar carries knows many names, and has none.
   */
  @Override
  public boolean mayHave(String name) {
    char[] start = {UTF8_CONSTANT, (char) (name.length() >> 8), (char) (name.length() & 0xff)};
    String constant = new String(start) + name;
    try {
      Set<String> folders = foldersOfTopics();
      return entries().entrySet().stream()
          .filter(entry -> folders.contains(folder(entry.getKey())))
          .map(entry -> new String(entry.getValue(), StandardCharsets.ISO_8859_1))
          .anyMatch(text -> text.contains(constant));
    } catch (IOException | IllegalArgumentException unreadable) {
      return true; // opening it will say why
    }
  }

  private Set<String> foldersOfTopics() throws IOException {
    byte[] services = entries().getOrDefault(TOPICS, new byte[0]);
    return new String(services, StandardCharsets.UTF_8)
        .lines()
        .map(line -> folder(line.strip().replace('.', '/')))
        .collect(Collectors.toSet());
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  @Override
  public List<CommandTopic> open() throws IOException {
    List<CommandTopic> topics = new ArrayList<>();
    ServiceLoader.load(CommandTopic.class, loader()).forEach(topics::add);
    return topics;
  }

  @Override
  public synchronized boolean translates() throws IOException {
    if (entries == null) {
      try (ZipFile jar = open(file)) {
        if (jar.getEntry(TRANSLATOR) == null) {
          return false;
        }
      }
    }
    return entries().containsKey(TRANSLATOR);
  }

  @Override
  public CTranslator translator() throws IOException {
    return ServiceLoader.load(CTranslator.class, loader())
        .findFirst()
        .orElseThrow(() -> new IOException("names no class in " + TRANSLATOR));
  }

  /** One for all that the jar has. */
  private synchronized MemoryLoader loader() throws IOException {
    if (loader == null) {
      loader = new MemoryLoader(file, entries(), SERVICES + "ipcsh.");
    }
    return loader;
  }

  private synchronized Map<String, byte[]> entries() throws IOException {
    if (entries == null) {
      entries = all();
    }
    return entries;
  }

  private static ZipFile open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      // a FIFO would be waited for
      throw new IOException("is not a regular file");
    }
    return new ZipFile(file.toFile());
  }

  private Map<String, byte[]> all() throws IOException {
    Map<String, byte[]> read = new HashMap<>();
    long left = LARGEST;
    try (ZipFile jar = open(file)) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory()) {
          byte[] content = jar.getInputStream(entry).readNBytes((int) left + 1);
          left -= content.length;
          if (left < 0) {
            throw new IOException("holds more than " + (LARGEST >> 20) + " MB");
          }
          read.put(entry.getName(), content);
        }
      }
    }
    return read;
  }

  @Override
  public String whyEmpty() {
    return "names no command topic in " + TOPICS;
  }
}

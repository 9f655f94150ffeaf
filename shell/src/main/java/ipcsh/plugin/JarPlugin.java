package ipcsh.plugin;

import ipcsh.command.CTranslator;
import ipcsh.command.index.CommandIndex;
import ipcsh.command.model.CommandTopic;
import java.io.IOException;
import java.io.InputStream;
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
 * A plugin that is a jar with its topics, or its translator to C, in {@code META-INF/services}. It
 * is read into memory and closed, so that it uses no descriptor of the session.
 */
final class JarPlugin implements Plugin {
  private static final String SERVICES = "META-INF/services/";
  private static final String TOPICS = SERVICES + CommandTopic.class.getName();
  private static final String TRANSLATOR = SERVICES + CTranslator.class.getName();

  /** The tag of a UTF-8 constant in a class file's constant pool, followed by its length. */
  private static final char UTF8_CONSTANT = 1;

  /** The maximum size of a jar, which is kept in memory; bytes. */
  private static final int LARGEST = 256 << 20;

  private final Path file;
  private Map<String, byte[]> entries;
  private MemoryLoader loader;
  private boolean indexRead;
  private CommandIndex index;

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
   * Whether the index of its commands has the name. A jar without an index is searched: for a class
   * in the packages of its topics that contains the name as a constant, as the class that defines a
   * command does. Libraries in the jar, which contain many names, are not searched.
   */
  @Override
  public boolean mayHave(String name) {
    try {
      CommandIndex known = index();
      return known == null ? contains(name) : known.mayHave(name);
    } catch (IOException | IllegalArgumentException unreadable) {
      return true; // the reason is reported when it is opened
    }
  }

  private boolean contains(String name) throws IOException {
    char[] start = {UTF8_CONSTANT, (char) (name.length() >> 8), (char) (name.length() & 0xff)};
    String constant = new String(start) + name;
    Set<String> directories = directoriesOfTopics();
    return entries().entrySet().stream()
        .filter(entry -> directories.contains(directory(entry.getKey())))
        .map(entry -> new String(entry.getValue(), StandardCharsets.ISO_8859_1))
        .anyMatch(text -> text.contains(constant));
  }

  /**
   * The index of its commands, empty if it has none; null if it has commands but no complete index.
   */
  private synchronized CommandIndex index() throws IOException {
    if (!indexRead) {
      try (ZipFile jar = open(file)) {
        CommandIndex found = CommandIndex.of(text(jar, CommandIndex.FILE));
        index = found.knows(CommandIndex.services(text(jar, TOPICS))) ? found : null;
      }
      indexRead = true;
    }
    return index;
  }

  /** The text of an entry, empty if there is none. */
  private static String text(ZipFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      return "";
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
    }
  }

  private Set<String> directoriesOfTopics() throws IOException {
    byte[] services = entries().getOrDefault(TOPICS, new byte[0]);
    return CommandIndex.services(new String(services, StandardCharsets.UTF_8)).stream()
        .map(type -> directory(type.replace('.', '/')))
        .collect(Collectors.toSet());
  }

  private static String directory(String path) {
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

  /** The loader, one for the whole jar. */
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
      // opening a FIFO would block
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

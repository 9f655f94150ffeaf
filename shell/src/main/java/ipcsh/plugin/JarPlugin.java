package ipcsh.plugin;

import ipcsh.command.CommandTopic;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar that names its topics in {@code META-INF/services}. It is read as a whole and closed again,
 * so that it takes no descriptor from the session.
 */
final class JarPlugin implements Plugin {
  private static final String SERVICES = "META-INF/services/" + CommandTopic.class.getName();

  /** What stands before a name of a class file's constant pool, and then its length. */
  private static final char UTF8_CONSTANT = 1;

  private final Path file;
  private Map<String, byte[]> entries;

  JarPlugin(Path file) {
    this.file = file;
  }

  @Override
  public Path file() {
    return file;
  }

  /** Whether one of the classes knows the name: that of a command is among those it knows. */
  @Override
  public boolean mayHave(String name) {
    char[] start = {UTF8_CONSTANT, (char) (name.length() >> 8), (char) (name.length() & 0xff)};
    String constant = new String(start) + name;
    try {
      return entries().values().stream()
          .anyMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(constant));
    } catch (IOException | IllegalArgumentException unreadable) {
      return true; // opening it will say why
    }
  }

  @Override
  public List<CommandTopic> open() throws IOException {
    MemoryLoader loader = new MemoryLoader(file, entries(), SERVICES);
    List<CommandTopic> topics = new ArrayList<>();
    ServiceLoader.load(CommandTopic.class, loader).forEach(topics::add);
    return topics;
  }

  private Map<String, byte[]> entries() throws IOException {
    if (entries == null) {
      entries = read();
    }
    return entries;
  }

  private Map<String, byte[]> read() throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Map<String, byte[]> read = new HashMap<>();
    try (ZipFile jar = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory()) {
          read.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    return read;
  }

  @Override
  public String whyEmpty() {
    return "names no topic of commands in " + SERVICES;
  }
}

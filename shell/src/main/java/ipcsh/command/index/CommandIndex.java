package ipcsh.command.index;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The index of the topics of a jar or a class path, as {@link CommandIndexer} writes it. */
public final class CommandIndex {
  /** The resource with the index, next to the list of the topics. */
  public static final String FILE = "META-INF/ipcsh/commands";

  private final Map<String, IndexedTopic> topics = new LinkedHashMap<>();

  private CommandIndex() {}

  /** The index with this text; lines that are malformed are as if they were missing. */
  public static CommandIndex of(String text) {
    CommandIndex index = new CommandIndex();
    index.add(text);
    return index;
  }

  /** All indexes that this loader finds. */
  public static CommandIndex of(ClassLoader loader) throws IOException {
    CommandIndex index = new CommandIndex();
    for (String text : texts(loader, FILE)) {
      index.add(text);
    }
    return index;
  }

  private void add(String text) {
    text.lines()
        .map(IndexedTopic::of)
        .forEach(
            topic -> {
              if (topic != null) {
                topics.put(topic.type(), topic);
              }
            });
  }

  /** What it contains about the topic of this class; null if nothing. */
  public IndexedTopic topic(String type) {
    return topics.get(type);
  }

  /** Whether it knows all of these topics. */
  public boolean knows(List<String> types) {
    return topics.keySet().containsAll(types);
  }

  /** Whether one of its topics may define a command or a constant of this name. */
  public boolean mayHave(String name) {
    return topics.values().stream().anyMatch(topic -> topic.mayHave(name));
  }

  /** The class names in all files of {@code META-INF/services} that this loader finds. */
  public static List<String> services(ClassLoader loader, Class<?> service) throws IOException {
    List<String> types = new ArrayList<>();
    for (String text : texts(loader, "META-INF/services/" + service.getName())) {
      types.addAll(services(text));
    }
    return types.stream().distinct().toList();
  }

  /** The class names in a file of {@code META-INF/services}. */
  public static List<String> services(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static List<String> texts(ClassLoader loader, String name) throws IOException {
    List<String> texts = new ArrayList<>();
    for (URL found : Collections.list(loader.getResources(name))) {
      URLConnection connection = found.openConnection();
      // a cached connection would keep the jar open
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}

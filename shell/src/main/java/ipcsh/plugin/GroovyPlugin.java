package ipcsh.plugin;

import ipcsh.command.model.CommandTopic;
import ipcsh.handle.TextFile;
import ipcsh.language.TopicCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A plugin that is a Groovy file: every concrete class in it that is a {@link CommandTopic} is a
 * topic.
 */
final class GroovyPlugin implements Plugin {
  private final Path file;
  private String text;

  GroovyPlugin(Path file) {
    this.file = file;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public void read() throws IOException {
    text();
  }

  /** Whether the text contains the word: before a bracket, or anywhere if it may be a constant. */
  @Override
  public boolean mayHave(String name) {
    boolean constant = !name.isEmpty() && Character.isUpperCase(name.charAt(0));
    String word = "\\b" + Pattern.quote(name) + "\\b";
    try {
      return Pattern.compile(word + (constant ? "" : "['\"]?\\s*\\(")).matcher(text()).find();
    } catch (IOException unreadable) {
      return true; // the reason is reported when it is opened
    }
  }

  private String text() throws IOException {
    if (text == null) {
      text = TextFile.readStrictly(file);
    }
    return text;
  }

  @Override
  public List<CommandTopic> open() throws Exception {
    List<CommandTopic> topics = new ArrayList<>();
    for (Class<? extends CommandTopic> type :
        TopicCompiler.compile(file.getFileName().toString(), text())) {
      topics.add(type.getDeclaredConstructor().newInstance());
    }
    return topics;
  }

  @Override
  public String whyEmpty() {
    return "has no class that implements CommandTopic";
  }
}

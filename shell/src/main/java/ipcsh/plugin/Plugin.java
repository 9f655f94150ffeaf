package ipcsh.plugin;

import ipcsh.command.CTranslator;
import ipcsh.command.model.CommandTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file with topics of commands in it, or with a translator to C. */
interface Plugin {
  /** The file. */
  Path file();

  /** Reads the file into memory, once: what follows needs no descriptor. */
  void read() throws IOException;

  /** Whether it may have a command or a constant of this name, as far as is known unloaded. */
  boolean mayHave(String name);

  /** Loads it and makes its topics, in the order of the file or of their names. */
  List<CommandTopic> open() throws Exception;

  /** Whether it says that it has a translator to C; where it does, it is read. */
  default boolean translates() throws IOException {
    return false;
  }

  /** Loads it and makes the translator that it says it has. */
  default CTranslator translator() throws IOException {
    throw new UnsupportedOperationException(file() + " has none");
  }

  /** What to say where it has neither. */
  String whyEmpty();
}

package ipcsh.plugin;

import ipcsh.command.CTranslator;
import ipcsh.command.model.CommandTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file with topics of commands, or with a translator to C. */
interface Plugin {
  /** The file. */
  Path file();

  /** Reads the file into memory, once: {@link #open} needs no descriptor afterwards. */
  void read() throws IOException;

  /**
   * Whether it may define a command or a constant of this name, as far as is known without loading
   * it; may read the file, and is true if that fails.
   */
  boolean mayHave(String name);

  /** Loads it and creates its topics, in the order of the file or of their names. */
  List<CommandTopic> open() throws Exception;

  /** Whether it declares a translator to C; may read the file. */
  default boolean translates() throws IOException {
    return false;
  }

  /** Loads it and creates the declared translator. */
  default CTranslator translator() throws IOException {
    throw new UnsupportedOperationException(file() + " has none");
  }

  /** The error message if it has neither. */
  String whyEmpty();
}

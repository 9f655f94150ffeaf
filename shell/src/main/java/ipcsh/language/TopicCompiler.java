package ipcsh.language;

import groovy.lang.GroovyClassLoader;
import ipcsh.command.model.CommandTopic;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/**
 * Compiles a plugin that is a Groovy file: plain Groovy, in which what commands are made of ({@link
 * ipcsh.command}, {@link ipcsh.handle}) needs no import.
 */
public final class TopicCompiler {
  private TopicCompiler() {}

  /**
   * The topics of a text, by their classes' names.
   *
   * @param name what the text is called in a stack trace
   * @throws IllegalArgumentException that says where the text makes no sense
   */
  public static List<Class<? extends CommandTopic>> compile(String name, String text) {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setParameters(true);
    configuration.addCompilationCustomizers(
        new ImportCustomizer()
            .addStarImports("ipcsh.command", "ipcsh.command.model", "ipcsh.view", "ipcsh.handle"));
    GroovyClassLoader loader =
        new GroovyClassLoader(TopicCompiler.class.getClassLoader(), configuration);
    try {
      loader.parseClass(text, name);
    } catch (MultipleCompilationErrorsException e) {
      throw new IllegalArgumentException(words(e), e);
    }
    List<Class<? extends CommandTopic>> topics = new ArrayList<>();
    for (Class<?> type : loader.getLoadedClasses()) {
      if (CommandTopic.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
        topics.add(type.asSubclass(CommandTopic.class));
      }
    }
    topics.sort(Comparator.comparing(Class::getName));
    return topics;
  }

  private static String words(MultipleCompilationErrorsException errors) {
    for (Message message : errors.getErrorCollector().getErrors()) {
      if (message instanceof SyntaxErrorMessage wrong) {
        return "line "
            + wrong.getCause().getStartLine()
            + ": "
            + SyntaxWords.plain(wrong.getCause());
      }
    }
    return errors.getMessage();
  }
}

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
 * Compiles a plugin that is a Groovy file: plain Groovy, with the packages for defining commands
 * ({@link ipcsh.command}, {@link ipcsh.handle}) imported.
 */
public final class TopicCompiler {
  private TopicCompiler() {}

  /**
   * The topics in a text, sorted by class name.
   *
   * @param name the name of the text in stack traces
   * @throws IllegalArgumentException with the position of the error
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

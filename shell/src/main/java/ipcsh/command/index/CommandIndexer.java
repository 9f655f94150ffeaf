package ipcsh.command.index;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * An annotation processor that writes the {@link CommandIndex} of the topics that are compiled and
 * named in {@code META-INF/services}. It runs in the build of the shell and of its plugins; a jar
 * without an index works too.
 */
public final class CommandIndexer extends AbstractProcessor {
  private static final String COMMAND = "ipcsh.command.model.Command";
  private static final String TOPIC = "ipcsh.command.model.CommandTopic";

  /** The constants of all classes compiled: those of a topic may be in any of them. */
  private final Set<String> constants = new TreeSet<>();

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement type : ElementFilter.typesIn(round.getRootElements())) {
      collectConstants(type);
    }
    if (round.processingOver()) {
      try {
        write();
      } catch (IOException e) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "command index: " + e);
      }
    }
    return false;
  }

  private void collectConstants(TypeElement type) {
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      boolean constant =
          field.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC))
              && field.asType().getKind() == TypeKind.INT;
      if (constant) {
        constants.add(field.getSimpleName().toString());
      }
    }
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::collectConstants);
  }

  private void write() throws IOException {
    List<IndexedTopic> topics = new ArrayList<>();
    for (String name : services()) {
      TypeElement type = processingEnv.getElementUtils().getTypeElement(name.replace('$', '.'));
      if (type != null) {
        topics.add(topic(name, type));
      }
    }
    if (!topics.isEmpty()) {
      Filer filer = processingEnv.getFiler();
      try (Writer index =
          filer.createResource(StandardLocation.CLASS_OUTPUT, "", CommandIndex.FILE).openWriter()) {
        for (IndexedTopic topic : topics) {
          index.write(topic.line());
        }
      }
    }
  }

  private List<String> services() throws IOException {
    try {
      return CommandIndex.services(
          processingEnv
              .getFiler()
              .getResource(StandardLocation.CLASS_OUTPUT, "", "META-INF/services/" + TOPIC)
              .getCharContent(true)
              .toString());
    } catch (FileNotFoundException | NoSuchFileException none) {
      return List.of();
    }
  }

  private IndexedTopic topic(String name, TypeElement type) {
    Set<String> commands = new TreeSet<>();
    boolean hasConstants = false;
    for (Element member : processingEnv.getElementUtils().getAllMembers(type)) {
      if (member.getKind() == ElementKind.METHOD) {
        String command = command((ExecutableElement) member);
        if (command != null) {
          commands.add(command);
        }
        hasConstants |=
            member.getSimpleName().contentEquals("constants")
                && ((ExecutableElement) member).getParameters().isEmpty()
                && !member.getModifiers().contains(Modifier.DEFAULT);
      }
    }
    return new IndexedTopic(
        name, List.copyOf(commands), hasConstants ? List.copyOf(constants) : List.of());
  }

  /** The name of the command that a method defines, or null. */
  private static String command(ExecutableElement method) {
    for (AnnotationMirror annotation : method.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) annotation.getAnnotationType().asElement();
      if (type.getQualifiedName().contentEquals(COMMAND)) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> value :
            annotation.getElementValues().entrySet()) {
          if (value.getKey().getSimpleName().contentEquals("name")) {
            return String.valueOf(value.getValue().getValue());
          }
        }
        return method.getSimpleName().toString();
      }
    }
    return null;
  }
}

package ipcsh.language;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/** At the prompt an import of one line holds for the next ones. */
final class KeepImports extends CompilationCustomizer {
  private final Map<String, Consumer<ModuleNode>> kept = new LinkedHashMap<>();

  KeepImports() {
    super(CompilePhase.CONVERSION);
  }

  @Override
  public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
    ModuleNode module = source.getAST();
    if (module.getNodeMetaData(KeepImports.class) != null) {
      return;
    }
    module.putNodeMetaData(KeepImports.class, true);
    Map<String, Consumer<ModuleNode>> here = importsOf(module);
    kept.forEach(
        (text, add) -> {
          if (!here.containsKey(text)) {
            add.accept(module);
          }
        });
    kept.putAll(here);
  }

  private static Map<String, Consumer<ModuleNode>> importsOf(ModuleNode module) {
    Map<String, Consumer<ModuleNode>> found = new LinkedHashMap<>();
    module
        .getImports()
        .forEach(i -> found.put(i.getText(), m -> m.addImport(i.getAlias(), again(i.getType()))));
    module
        .getStarImports()
        .forEach(i -> found.put(i.getText(), m -> m.addStarImport(i.getPackageName())));
    module
        .getStaticImports()
        .values()
        .forEach(
            i ->
                found.put(
                    i.getText(),
                    m -> m.addStaticImport(again(i.getType()), i.getFieldName(), i.getAlias())));
    module
        .getStaticStarImports()
        .forEach(
            (name, i) ->
                found.put(i.getText(), m -> m.addStaticStarImport(name, again(i.getType()))));
    return found;
  }

  /** The class by its name alone: what the last text resolved is no business of this one. */
  private static ClassNode again(ClassNode type) {
    return ClassHelper.make(type.getName());
  }
}

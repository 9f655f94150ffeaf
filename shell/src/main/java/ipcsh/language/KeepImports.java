package ipcsh.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * At the prompt, a line's imports, and the names of the classes that it defines, are valid in the
 * next lines, until one of them gives the name to another class. They take effect when their own
 * line has been compiled: an invalid one would make every line fail.
 */
final class KeepImports extends CompilationCustomizer {
  private final Map<String, Import> kept = new LinkedHashMap<>();

  /** The imports and declarations of the text that is being compiled. */
  private Map<String, Import> here = Map.of();

  private List<String> declared = List.of();

  /** An import, of a class or of a package. */
  private record Import(String type, Consumer<ModuleNode> add) {}

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
    here = importsOf(module);
    declared =
        module.getClasses().stream()
            .filter(one -> !one.isScript() && one.getOuterClass() == null)
            .map(ClassNode::getName)
            .toList();
    kept.forEach(
        (name, one) -> {
          boolean nameless = module.hasPackageName() && one.type.indexOf('.') < 0;
          if (!here.containsKey(name) && !isDeclared(name) && !nameless) {
            one.add.accept(module);
          }
        });
  }

  private boolean isDeclared(String name) {
    return declared.stream().anyMatch(one -> one.equals(name) || one.endsWith("." + name));
  }

  /** Whether it has kept nothing. */
  boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Discards the imports of the previous text, whether it was compiled or not. */
  void begin() {
    here = Map.of();
    declared = List.of();
  }

  /** Called when the text has been compiled: its names are valid in the next ones. */
  void keep() {
    kept.putAll(here);
    // otherwise a class of java.util, which Groovy imports, would hide one of the session
    for (String name : declared) {
      String simple = name.substring(name.lastIndexOf('.') + 1);
      kept.put(simple, new Import(name, m -> m.addImport(simple, ClassHelper.make(name))));
    }
  }

  /** Called when a class no longer exists: an import of it would make every line fail. */
  void forget(String type) {
    kept.values().removeIf(one -> one.type.equals(type));
  }

  /** The imports by name: a name stands for one class, and for one method. */
  private static Map<String, Import> importsOf(ModuleNode module) {
    Map<String, Import> found = new LinkedHashMap<>();
    module
        .getImports()
        .forEach(
            i ->
                found.put(
                    i.getAlias(),
                    new Import(
                        i.getClassName(), m -> m.addImport(i.getAlias(), again(i.getType())))));
    module
        .getStarImports()
        .forEach(
            i ->
                found.put(
                    i.getPackageName() + "*",
                    new Import(i.getPackageName(), m -> m.addStarImport(i.getPackageName()))));
    module
        .getStaticImports()
        .forEach(
            (alias, i) ->
                found.put(
                    "static " + alias,
                    new Import(
                        i.getClassName(),
                        m -> m.addStaticImport(again(i.getType()), i.getFieldName(), alias))));
    module
        .getStaticStarImports()
        .forEach(
            (name, i) ->
                found.put(
                    "static " + name + ".*",
                    new Import(
                        i.getClassName(), m -> m.addStaticStarImport(name, again(i.getType())))));
    return found;
  }

  /** The class by name only, without the resolution of the previous text. */
  private static ClassNode again(ClassNode type) {
    return ClassHelper.make(type.getName());
  }
}

package ipcsh.cexport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The plugin reads syntax trees, and depends only on what plugins may use of the shell. */
class DependenciesTest {
  @Test
  void knowsWhatAPluginSees() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.codehaus.groovy..",
            "ipcsh.cexport..",
            "ipcsh.command..",
            "ipcsh.handle..",
            "ipcsh.sys..",
            "ipcsh.view..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("ipcsh.cexport"));
  }
}

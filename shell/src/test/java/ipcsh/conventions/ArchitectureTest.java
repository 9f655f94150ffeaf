package ipcsh.conventions;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import ipcsh.sys.text.EscapedText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;

/**
 * The layers: sys, inspect, handle and draw, peer, record and observe, command, language, scenario,
 * then the prompt, the stage, the batch and the plugins, the site, then Main.
 */
class ArchitectureTest {
  private static final JavaClasses SHELL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("ipcsh");

  /**
   * Main's own package starts everything, including the libraries of the compiler and the terminal.
   */
  private static final String MAIN = "ipcsh.app..";

  /** Packages from the bottom up; those in one line do not depend on each other. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("sys"),
          List.of("inspect"),
          List.of("why"),
          List.of("handle", "draw"),
          List.of("peer", "record", "view", "image", "observe"),
          List.of("findings", "network"),
          List.of("command"),
          List.of("language"),
          List.of("scenario"),
          List.of("repl", "stage", "batch", "plugin"),
          List.of("site"));

  /** The same within sys; Kernel and Sys, above all of them, are in sys itself. */
  private static final List<List<String>> FLOORS_OF_SYS =
      List.of(
          List.of("sys.text"),
          List.of("sys.abi"),
          List.of("sys.invoke"),
          List.of("sys.function"),
          List.of("sys.trace", "sys.fork"));

  @Test
  void arrowsPointDown() {
    pointDown(FLOORS);
  }

  @Test
  void arrowsWithinSysPointDown() {
    pointDown(FLOORS_OF_SYS);
    noClasses()
        .that()
        .resideInAPackage("ipcsh.sys.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ipcsh.sys")
        .check(SHELL);
  }

  private static void pointDown(List<List<String>> floors) {
    for (int floor = 0; floor < floors.size(); floor++) {
      for (String here : floors.get(floor)) {
        for (int above = floor; above < floors.size(); above++) {
          for (String there : floors.get(above)) {
            if (!here.equals(there)) {
              noClasses()
                  .that()
                  .resideInAPackage("ipcsh." + here + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage("ipcsh." + there + "..")
                  .check(SHELL);
            }
          }
        }
      }
    }
  }

  @Test
  void noPackageDependsOnTheCommandsThemselves() {
    noClasses()
        .that()
        .resideOutsideOfPackage("ipcsh.command.topic..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ipcsh.command.topic..")
        .check(SHELL);
  }

  @Test
  void noPackageDependsOnMain() {
    noClasses()
        .that()
        .resideOutsideOfPackage(MAIN)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(MAIN)
        .check(SHELL);
  }

  /** The translator to C is found only through {@code CTranslator}. */
  @Test
  void noPackageDependsOnThePlugins() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "ipcsh.cexport..", "ipcsh.eventfd..", "ipcsh.bench..", "ipcsh.websocket..")
        .check(SHELL);
  }

  @Test
  void topLevelClassesHaveNamesOfTheirOwn() {
    Map<String, List<String>> byName =
        SHELL.stream()
            .filter(each -> each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    byName.values().removeIf(classes -> classes.size() == 1);
    assertThat(byName).isEmpty();
  }

  @Test
  void packagesAreInNoCircle() {
    slices().matching("ipcsh.(*)..").should().beFreeOfCycles().check(SHELL);
  }

  @Test
  void onlySysReachesTheKernelsLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("ipcsh.sys..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.kenai.jffi..", "jnr..")
        .check(SHELL);
  }

  @Test
  void onlyLanguageKnowsGroovy() {
    noClasses()
        .that()
        .resideOutsideOfPackages("ipcsh.language..", MAIN)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("groovy..", "org.codehaus.groovy..", "org.apache.groovy..")
        .check(SHELL);
  }

  @Test
  void onlyWhatIsOnTerminalsKnowsJline() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "ipcsh.repl..", "ipcsh.stage..", "ipcsh.record..", "ipcsh.draw..", MAIN)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jline..")
        .check(SHELL);
  }

  @Test
  void pictureKnowsTheModelAlone() {
    classes()
        .that()
        .resideInAPackage("ipcsh.draw..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java.lang..", "java.util..", "ipcsh.draw..", "ipcsh.inspect..")
                .or(type(WCWidth.class))
                .or(type(EscapedText.class)))
        .check(SHELL);
  }

  @Test
  void onlyPicturesKnowJavasGraphicsAndPdf() {
    noClasses()
        .that()
        .resideOutsideOfPackage("ipcsh.image..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.awt..", "javax.imageio..", "org.apache.pdfbox..", "org.apache.fontbox..")
        .check(SHELL);
  }

  @Test
  void staticFieldsAreConstants() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("ipcsh.sys..")
        .should()
        .beFinal()
        .check(SHELL);
  }

  @Test
  void commandsPrintNothing() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "ipcsh.sys..",
            "ipcsh.handle..",
            "ipcsh.record..",
            "ipcsh.command..",
            "ipcsh.language..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(SHELL);
  }
}

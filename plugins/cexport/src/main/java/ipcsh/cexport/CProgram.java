package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import ipcsh.command.model.CommandModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationFailedException;

/** A scenario as a C program in a single file. */
public final class CProgram {
  /** The maximum number of passes that only change how values are stored. */
  private static final int READINGS = 20;

  /** Names that no variable of a scenario may have, see {@link CNames}. */
  private static final Pattern ARGUMENTS = Pattern.compile("\\barg[cv]\\b");

  private final Function<String, CommandModel> models;
  private final String file;
  private final String to;
  private final String text;
  private final Comments comments;
  private final ModuleNode module;

  private CProgram(
      Function<String, CommandModel> models,
      String file,
      String to,
      String text,
      ModuleNode module) {
    this.models = models;
    this.file = file;
    this.to = to;
    this.text = text;
    this.comments = new Comments(text);
    this.module = module;
  }

  /**
   * The C of a scenario.
   *
   * @param models the commands of the shell by name
   * @param file the name of the scenario
   * @param to the name of the C file
   * @throws UnsupportedInC if it contains something that cannot be translated
   */
  public static String of(
      Function<String, CommandModel> models, String file, String to, String text) {
    ModuleNode module;
    try {
      module = Reading.of(text);
    } catch (CompilationFailedException e) {
      throw new UnsupportedInC(-1, "it is not valid in the language; run it first");
    }
    // each restart needs something that the previous pass did not know: this many at most
    int askings = READINGS + 2 * text.length();
    return new CProgram(models, file, to, text, module).program(READINGS, askings);
  }

  /** The same, with these maximum numbers of passes and restarts: for tests. */
  static String of(
      Function<String, CommandModel> models, String file, String text, int readings, int askings) {
    return new CProgram(models, file, "x.c", text, Reading.of(text)).program(readings, askings);
  }

  private String program(int most, int askings) {
    for (ClassNode each : module.getClasses()) {
      if (!each.isScript()) {
        throw new UnsupportedInC(Reading.line(each), "a class is not translated");
      }
    }
    if (!module.getImports().isEmpty() || !module.getStarImports().isEmpty()) {
      throw new UnsupportedInC(1, "an import is not translated");
    }
    Scope scope = new Scope(name -> null);
    Locals locals = new Locals();
    Set<String> shown = new HashSet<>();
    Map<String, Definition> definitions = new LinkedHashMap<>();
    module.getMethods().forEach(each -> definitions.put(each.getName(), new Definition(each)));
    int asked = 0;
    for (int readings = 0; ; ) {
      begin(scope, locals);
      Needs needs = Needs.ofAProgram();
      CProcess main = new CProcess("main", CProcess.Nature.MAIN, null);
      main.function = "main";
      main.scope = scope;
      Writer w =
          new Writer(models, needs, new CNames(), main.frame, scope, Writer.Mode.CHECK, locals);
      w.text = text;
      w.shown = shown;
      w.to(main);
      Scenario scenario = new Scenario(w, main, comments, definitions);
      try {
        scenario.run(module.getStatementBlock().getStatements());
      } catch (ReadingRestart e) {
        if (asked++ == askings) {
          throw unsettled(w.line, "a value");
        }
        continue;
      }
      boolean more = learned(scope, locals) || scenario.functions.hasLearned() || w.shownNew;
      if (!more) {
        return file(w, main, scenario);
      }
      if (++readings == most) {
        throw unsettled(scope, locals);
      }
    }
  }

  /** An inferred property depends on itself: there is no C that is known to be correct. */
  private UnsupportedInC unsettled(Scope scope, Locals locals) {
    String name =
        Stream.of(scope.all().stream(), locals.all().stream(), processVariables())
            .flatMap(Function.identity())
            .filter(TypeInference::changed)
            .map(variable -> variable.name)
            .findFirst()
            .orElse("a function");
    List<String> lines = text.lines().toList();
    Pattern word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
    int line = 0;
    while (line < lines.size() && !word.matcher(lines.get(line)).find()) {
      line++;
    }
    return unsettled(line < lines.size() ? line + 1 : -1, name);
  }

  private static UnsupportedInC unsettled(int line, String name) {
    return new UnsupportedInC(
        line, name + ": its C type depends on itself; use a different name for each use");
  }

  private Stream<CVariable> processVariables() {
    return comments.scopes().values().stream().flatMap(each -> each.all().stream());
  }

  private void begin(Scope scope, Locals locals) {
    comments.begin();
    scope.all().forEach(TypeInference::begin);
    locals.all().forEach(TypeInference::begin);
    processVariables().forEach(TypeInference::begin);
  }

  private boolean learned(Scope scope, Locals locals) {
    return scope.all().stream().anyMatch(TypeInference::changed)
        || locals.all().stream().anyMatch(TypeInference::changed)
        || processVariables().anyMatch(TypeInference::changed);
  }

  // the whole file

  private String file(Writer w, CProcess main, Scenario scenario) {
    List<String> out = new ArrayList<>();
    List<CProcess> others = List.copyOf(scenario.processes);
    List<String> body = main(w, main, others, scenario);
    header(out);
    List<String> functions = functions(others, scenario, body);
    Map<Helper, String> helpers = Helper.called(w.needs.helpers, functions);
    out.add("#define _GNU_SOURCE");
    w.needs.headers.forEach(name -> out.add("#include <" + name + ">"));
    w.needs.young().forEach(out::add);
    boolean shared = helpers.containsKey(Helper.SHARED);
    if (helpers.values().stream().anyMatch(text -> text.contains("SCENARIO"))) {
      out.add("");
      out.add("#define SCENARIO " + Quote.string(file));
    }
    helpers.forEach((helper, text) -> helper(out, text, helper.compareTo(Helper.SHARED) < 0));
    if (shared) {
      out.add("");
      out.add("/* Memory that all processes share. */");
      out.add("static struct {");
      if (helpers.containsKey(Helper.TURNS)) {
        out.add("    sem_t turn[" + (scenario.turns.count() + 1) + "];");
      }
      if (scenario.jobs.count() > 0) {
        out.add("    struct {");
        out.add("        sem_t done;");
        out.add("        int error;");
        out.add("        pid_t thread;");
        out.add("    } job[" + scenario.jobs.count() + "];");
      }
      w.shared.declarations().forEach(line -> out.add("    " + line));
      out.add("} *shared;");
    }
    helpers.forEach((helper, text) -> helper(out, text, helper.compareTo(Helper.SHARED) >= 0));
    List<String> globals = w.globals.declarations();
    if (!globals.isEmpty()) {
      out.add("");
      globals.forEach(line -> out.add((line.startsWith("static ") ? "" : "static ") + line));
    }
    out.addAll(functions);
    return String.join("\n", out) + "\n";
  }

  private static List<String> functions(
      List<CProcess> others, Scenario scenario, List<String> body) {
    List<String> out = new ArrayList<>();
    if (scenario.functions.written().size() > 1) {
      out.add("");
      scenario.functions.written().forEach(function -> out.add(function.head() + ";"));
    }
    scenario
        .functions
        .written()
        .forEach(function -> function(out, function.head(), function.body()));
    for (CProcess each : others) {
      boolean thread = each.nature == CProcess.Nature.THREAD;
      List<String> lines = new ArrayList<>(each.frame.whole(true));
      if (thread) {
        lines.add(0, "(void)unused;");
        lines.add("return NULL;");
      }
      function(
          out,
          thread
              ? "static void *" + each.function + "(void *unused)"
              : "static void " + each.function + "(void)",
          lines);
    }
    boolean args = body.stream().map(Code::of).anyMatch(ARGUMENTS.asPredicate());
    function(out, args ? "int main(int argc, char **argv)" : "int main(void)", body);
    return out;
  }

  private static void helper(List<String> out, String text, boolean here) {
    if (here) {
      out.add("");
      out.addAll(text.lines().toList());
    }
  }

  private static void function(List<String> out, String head, List<String> body) {
    out.add("");
    out.add(head + " {");
    boolean blank = true;
    for (String line : body) {
      if (!line.isBlank() || !blank) {
        out.addAll(CLineWrap.of(line.isBlank() ? "" : "    " + line));
      }
      blank = line.isBlank();
    }
    out.add("}");
  }

  private void header(List<String> out) {
    List<String> text = new ArrayList<>();
    comments.header().forEach(text::add);
    text.add("");
    text.add("Made from " + file + " by ipcsh. To compile and run it:");
    text.add("");
    String program = "./" + to.replaceFirst("\\.c$", "");
    text.add("    cc -std=gnu17 -fwrapv -Wall -Wextra -pthread -o " + program + " " + to);
    text.add("    " + program);
    String line = "/* ";
    for (String each : text) {
      out.add((line + Quote.comment(each)).stripTrailing());
      line = " * ";
    }
    out.add(" */");
  }

  private static List<String> main(
      Writer w, CProcess main, List<CProcess> others, Scenario scenario) {
    List<String> out = new ArrayList<>();
    boolean roles = w.needs.helpers.contains(Helper.START);
    boolean stops = w.needs.helpers.contains(Helper.STOP);
    boolean turns = scenario.turns.count() > 1;
    boolean shared = turns || scenario.jobs.count() > 0 || !w.shared.declarations().isEmpty();
    if (roles || shared) {
      w.needs.header("stdio.h");
      out.add("setvbuf(stdout, NULL, _IOLBF, 0);");
    }
    if (stops) {
      out.add("main_pid = getpid();");
      out.add("signal(SIGTERM, stop);");
      out.add("signal(SIGINT, stop);");
    }
    if (w.needs.pages.stream()
        .anyMatch(page -> page.matches("(write|send|sendto|sendmsg)\\(2\\)"))) {
      w.needs.header("signal.h");
      out.add("signal(SIGPIPE, SIG_IGN);   /* writing to a broken pipe fails with EPIPE */");
    }
    if (shared) {
      w.needs.helper(Helper.SHARED);
      out.add("make_shared();");
    }
    if (turns) {
      w.needs.helper(Helper.TURNS);
      out.add("make_turns();");
    }
    if (scenario.jobs.count() > 0) {
      out.add("make_jobs();");
    }
    if (!out.isEmpty()) {
      out.add("");
    }
    out.addAll(main.frame.whole(true));
    boolean first = true;
    for (CProcess each : others) {
      boolean process = each.nature == CProcess.Nature.SHELL || each.nature == CProcess.Nature.FORK;
      if (process && !each.reaped) {
        if (first) {
          out.add("");
        }
        first = false;
        w.needs.helper(Helper.END_ROLE);
        out.add("end_role(" + each.pid + ");");
      }
    }
    out.add("return 0;");
    return out;
  }
}

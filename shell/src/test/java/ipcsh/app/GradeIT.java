package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.json.JsonSlurper;
import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Wait;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ipcsh grade}: what a teacher sees, and that scripts of students do no harm. */
class GradeIT {
  private static final String SOLUTION = "write w, 'all of it'\nclose w\nhelper { close w }\n";

  @TempDir Path directory;

  private String script(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  /** All at the same time: a program start takes its time. */
  @Test
  void everyScriptIsGradedWithinABoundAndLeavesNothing() throws IOException {
    String name = "/ipcsh-graded-" + ProcessHandle.current().pid();
    String makes = "shm_open '" + name + "-%s', O_CREAT | O_RDWR, 0600\n";
    Map<String, String> scripts = new LinkedHashMap<>();
    scripts.put("good", SOLUTION + "println 'done'; exercises; why\n");
    scripts.put("partly", "write w, 'all of it'\nclose w\n");
    scripts.put("hangs", makes.formatted("hangs") + "p = pipe()\nread p[0]\n");
    scripts.put("loops", "while (true) { try { sleep 1.s } catch (Throwable e) { } }\n");
    scripts.put("exits", makes.formatted("exits") + "println 'points: 3'; exit 0\n");
    scripts.put("halts", makes.formatted("halts") + "Runtime.runtime.halt(0)\n");
    scripts.put("kills", "f = fork(); f.start { pause() }\nkill 0, SIGKILL\n");
    scripts.put("parent", "kill getppid(), SIGKILL\nsleep 60.s\n");
    scripts.put("nonsense", "\u001b[2J)))(((\nthis is { no script\n");
    Map<String, Running> running = new LinkedHashMap<>();
    for (var each : scripts.entrySet()) {
      String file = script(each.getKey() + ".groovy", each.getValue());
      running.put(each.getKey(), Program.start(directory, "grade", file, "4", "--limit", "3"));
    }
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    running.forEach((each, its) -> outcomes.put(each, its.outcome(Wait.LONG)));
    assertThat(outcomes.get("good").status()).as(outcomes.get("good").out()).isZero();
    assertThat(outcomes.get("good").out())
        .contains("yes   it has read 'all of it'", "3 of 3 points, passed");
    assertThat(outcomes.get("partly").out())
        .contains("no    the reader has found the end of file", "the reader waits in read(3)")
        .contains("1 of 3 points, not passed yet");
    assertThat(outcomes.get("hangs").out())
        .contains("it has not ended within 3 s", "waits in read(3)", "0 of 3 points");
    assertThat(outcomes.get("loops").out()).contains("it has not ended within 3 s");
    assertThat(outcomes.get("exits").out()).contains("exits.groovy ends its shell: exit status 0");
    assertThat(outcomes.get("halts").out()).contains("before anything could be checked");
    assertThat(outcomes.get("nonsense").out()).contains("nonsense.groovy:1: ");
    List<String> bad = new ArrayList<>(scripts.keySet());
    bad.remove("good");
    for (String each : bad) {
      Outcome outcome = outcomes.get(each);
      assertThat(outcome.status()).as(each + ": " + outcome.out() + outcome.err()).isEqualTo(1);
      assertThat(outcome.out()).as(each).contains(" of 3 points, not passed yet");
      assertThat(outcome.err()).as(each).isEmpty();
    }
    assertThat(new File("/dev/shm").list((dir, file) -> ("/" + file).startsWith(name))).isEmpty();
    Wait.until(Wait.LONG, "no process left", () -> marked().isEmpty());
    assertThat(directory.toFile().list()).hasSameSizeAs(scripts.keySet());
  }

  /** Processes that have one of our scripts as an argument. */
  private List<String> marked() {
    List<String> found = new ArrayList<>();
    for (File process : new File("/proc").listFiles(file -> file.getName().matches("\\d+"))) {
      try {
        String line =
            Files.readString(process.toPath().resolve("cmdline"), StandardCharsets.ISO_8859_1);
        if (line.contains(directory.toString())) {
          found.add(process.getName() + " " + line.replace('\0', ' '));
        }
      } catch (IOException gone) {
        // has ended
      }
    }
    return found;
  }

  @Test
  void whatATeachersProgramReads() throws IOException {
    String file = script("mine.groovy", "status = waitpid(first).exit\n");
    Outcome graded = Program.run(directory, "grade", file, "exercise", "exit-status", "--json");
    assertThat(graded.status()).as(graded.err()).isZero();
    Map<?, ?> json = (Map<?, ?>) new JsonSlurper().parseText(graded.out());
    assertThat(json.get("passed")).isEqualTo(true);
    assertThat(json.get("points")).isEqualTo(json.get("of"));
    assertThat(json.get("file")).isEqualTo(file);
    assertThat(json.get("problem")).isNull();
  }

  @Test
  void wrongUseIsSaid() throws IOException {
    String file = script("x.groovy", "");
    assertThat(Program.run(directory, "grade", file).err()).contains("grade requires FILE N");
    Outcome unknown = Program.run(directory, "grade", file, "99");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("expected the number or the name of an exercise, given 99");
    assertThat(Program.run(directory, "grade", "none", "1").err()).contains("none: no such file");
  }
}

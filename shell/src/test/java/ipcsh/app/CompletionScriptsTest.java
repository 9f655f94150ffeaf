package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Prompt;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The completions in the shells they are made for; {@code ipcsh ls} is a script that prints two.
 */
class CompletionScriptsTest {
  private static final String LIST =
      """
      #!/bin/sh
      [ "$1" = ls ] || exit 1
      echo '  name      pid  kind    user  since     state'
      echo '* server-1  41   prompt  me    09:00:00  idle'
      echo '  client    42   script  me    09:00:01  idle'
      """;

  @TempDir Path directory;

  @BeforeEach
  void files() throws IOException {
    Path program = Files.createDirectories(directory.resolve("bin")).resolve("ipcsh");
    Files.writeString(program, LIST);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : List.of("echo it.groovy", "talk.cast", "notes.txt")) {
      Files.createFile(directory.resolve(name));
    }
  }

  private String path() {
    return directory.resolve("bin") + ":" + System.getenv("PATH");
  }

  private List<String> run(List<String> command) {
    Outcome outcome =
        Running.start(command, directory, Map.of("PATH", path(), "HOME", directory.toString()))
            .outcome(Wait.LONG);
    assertThat(outcome.err()).isEmpty();
    return outcome.lines();
  }

  /** What Tab offers in bash for the last of these words. */
  private List<String> inBash(String... words) {
    Tools.need("bash");
    String script =
        """
        source "$1"; shift
        COMP_WORDS=(ipcsh "$@") COMP_CWORD=$#
        _ipcsh
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    List<String> command =
        new ArrayList<>(List.of("bash", "--norc", "-c", script, "bash", ShareTest.BASH + ""));
    command.addAll(List.of(words));
    return run(command);
  }

  @Test
  void bashOffersWordsOptionsValuesShellsAndFiles() {
    assertThat(inBash("rep")).containsExactly("replay");
    assertThat(inBash("")).contains("attach", "export", "echo it.groovy").doesNotContain("socket");
    assertThat(inBash("sockat")).containsExactly("sockatmark");
    assertThat(inBash("--ins")).containsExactly("--install");
    assertThat(inBash("-k", "--ins")).containsExactly("");
    assertThat(inBash("--install", "b")).containsExactly("bin");
    assertThat(inBash("attach", "")).containsExactly("client", "server-1");
    assertThat(inBash("--no-color", "-n", "me", "attach", "s")).containsExactly("server-1");
    assertThat(inBash("replay", "--s")).containsExactly("--size", "--speed", "--step");
    assertThat(inBash("replay", "e")).containsExactly("echo it.groovy");
    assertThat(inBash("replay", "--record", "t")).containsExactly("talk.cast");
    assertThat(inBash("export", "--theme", "d")).containsExactly("dark");
    assertThat(inBash("export", "--theme", "=", "l")).containsExactly("light");
    assertThat(inBash("export", "--theme", "=")).containsExactly("dark", "light");
    assertThat(inBash("help", "recvfr")).containsExactly("recvfrom");
    assertThat(inBash("why", "1")).contains("1");
    assertThat(inBash("observe", "gre")).contains("grep");
    assertThat(inBash("echo it.groovy", "n")).containsExactly("notes.txt");
    assertThat(inBash("-n", "")).containsExactly("");
  }

  @Test
  void bashCompletesAtTab() {
    Tools.need("bash");
    List<String> command =
        List.of("env", "PATH=" + path(), "PS1=ready> ", "bash", "--norc", "--noprofile", "-i");
    try (Prompt prompt = new Prompt(directory, command).await("ready> ")) {
      prompt.type("cd " + directory + "; source " + ShareTest.BASH + "; echo a''b\r").await("\nab");
      prompt.type("ipcsh rep\t").await("ipcsh replay ");
      prompt.type("ec\t").await("echo\\ it.groovy ");
    }
  }

  @Test
  void zshCompletesAtTab() {
    Tools.need("zsh");
    List<String> command = List.of("env", "PATH=" + path(), "HOME=" + directory, "zsh", "-f");
    try (Prompt prompt = new Prompt(directory, command)) {
      prompt.type(
          "PS1='ready> '; cd "
              + directory
              + "; fpath=("
              + ShareTest.ZSH.getParent()
              + " $fpath); autoload -Uz compinit; compinit -u -D; echo a''b\r");
      prompt.await("\nab");
      prompt.type("ipcsh rep\t").await("ipcsh replay ");
      prompt.type("ec\t").await("echo\\ it.groovy");
      prompt.type("\25ipcsh attach s\t").await("attach server-1");
      prompt.type("\25ipcsh export --theme=l\t").await("--theme=light");
      prompt.type("\25ipcsh help recvfr\t").await("help recvfrom");
      prompt.type("\25ipcsh --keep\t").await("--keep-going");
      prompt.type("\25ipcsh replay --ver\t").await("replay --verify");
      prompt.type("\25ipcsh sockat\t").await("sockatmark");
      prompt.type("\25ipcsh ex\t").await("export");
    }
  }

  private List<String> inFish(String line) {
    Tools.need("fish");
    String script =
        """
        source $argv[1]
        complete -C $argv[2]
        """;
    return run(List.of("fish", "--no-config", "-c", script, ShareTest.FISH + "", line)).stream()
        .map(offered -> offered.split("\t")[0])
        .toList();
  }

  @Test
  void fishOffersWordsOptionsValuesShellsAndFiles() {
    assertThat(inFish("ipcsh rep")).contains("replay");
    assertThat(inFish("ipcsh ")).contains("attach", "export").doesNotContain("socket");
    assertThat(inFish("ipcsh sockat")).contains("sockatmark");
    assertThat(inFish("ipcsh --no-c")).contains("--no-color");
    assertThat(inFish("ipcsh -n me attach ")).containsExactlyInAnyOrder("client", "server-1");
    assertThat(inFish("ipcsh export --theme ")).containsExactlyInAnyOrder("dark", "light");
    assertThat(inFish("ipcsh replay --verif")).containsExactly("--verify");
    assertThat(inFish("ipcsh replay e")).contains("echo it.groovy");
    assertThat(inFish("ipcsh help recvf")).contains("recvfrom");
  }
}

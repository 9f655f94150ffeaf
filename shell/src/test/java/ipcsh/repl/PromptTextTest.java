package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptTextTest {
  @Test
  void lettersStandForSomething() {
    assertThat(PromptText.of("%n%j> ", "server", 0)).isEqualTo("server> ");
    assertThat(PromptText.of("%n%j> ", "server", 2)).isEqualTo("server [2]> ");
    assertThat(PromptText.of("%p 100%% %x%", "a", 0))
        .isEqualTo(ProcessHandle.current().pid() + " 100% %x%");
    assertThat(PromptText.of("%w$ ", "a", 0)).endsWith("shell$ ");
  }
}

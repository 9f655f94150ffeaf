package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What one sees of a lesson at the prompt. */
class PlayerTest {
  @Test
  void aCommentKeepsItsWordsWhole() {
    String comment = "// Lesson 16. UDP sends datagrams, each arrives whole\n// or not at all.";
    assertThat(Player.wrapped(comment, 30))
        .isEqualTo(
            "// Lesson 16. UDP sends\n// datagrams, each arrives\n// whole\n// or not at all.");
  }

  @Test
  void aCommentThatFitsStaysAsItIs() {
    String comment = "//  a    table\n\n#!/usr/bin/env ipcsh";
    assertThat(Player.wrapped(comment, 40)).isEqualTo(comment);
    assertThat(Player.wrapped(comment, 0)).isEqualTo(comment);
  }
}

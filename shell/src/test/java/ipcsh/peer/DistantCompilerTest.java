package ipcsh.peer;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.handle.CompiledEntry;
import ipcsh.handle.EntryCompiler;
import ipcsh.handle.TextBasis;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Entries are compiled for a role on another machine only if it is the same program. */
class DistantCompilerTest {
  private static final TextBasis THERE = new TextBasis("sum", "Script1", Set.of("args"));

  private final EntryCompiler ours =
      new EntryCompiler() {
        @Override
        public TextBasis first() {
          return new TextBasis("/path of the jar", "Script1", Set.of("args"));
        }

        @Override
        public CompiledEntry compiled(String text, TextBasis basis) {
          return basis.equals(first()) ? new CompiledEntry(basis, List.of()) : null;
        }
      };

  private DistantCompiler.OfRole role(String told) {
    DistantCompiler.OfRole role = new DistantCompiler(() -> ours, "sum").ofRole();
    role.isFor(told);
    return role;
  }

  @Test
  void theSameProgramIsSentClassesForItsOwnName() {
    EntryCompiler compiler = role("sum").get();
    assertThat(compiler.first()).isEqualTo(THERE);
    assertThat(compiler.compiled("1", THERE).basis()).isEqualTo(THERE);
    assertThat(compiler.compiled("1", ours.first())).isNull();
  }

  @Test
  void anotherOneCompilesItself() {
    assertThat(role("other").get()).isNull();
    assertThat(role(null).get()).isNull();
    assertThat(new DistantCompiler(() -> ours, "sum").ofRole().get()).isNull();
    assertThat(new DistantCompiler(() -> null, "sum").ofRole().get()).isNull();
  }
}

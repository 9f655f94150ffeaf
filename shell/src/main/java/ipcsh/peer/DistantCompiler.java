package ipcsh.peer;

import ipcsh.handle.CompiledEntry;
import ipcsh.handle.EntryCompiler;
import ipcsh.handle.TextBasis;
import java.util.function.Supplier;

/**
 * Compiles entries of roles on other machines, if they are the same program with the same Java:
 * they need not load a compiler then. Files are elsewhere on those machines, so the program is
 * identified by its contents in what such a role tells.
 */
final class DistantCompiler {
  private final Supplier<EntryCompiler> ours;
  private final String program;

  /**
   * A compiler for them.
   *
   * @param ours compiles for roles of this machine; may give null
   * @param program what identifies this program wherever it is; null if it is not known
   */
  DistantCompiler(Supplier<EntryCompiler> ours, String program) {
    this.ours = ours;
    this.program = program;
  }

  /** The compiler for a new role, of which nothing is known yet. */
  OfRole ofRole() {
    return new OfRole();
  }

  /** Gives the compiler for one role; null until it has told that it is the same program. */
  final class OfRole implements Supplier<EntryCompiler>, EntryCompiler {
    private volatile boolean isSame;

    private OfRole() {}

    /** The role has told what identifies its program; may be null. */
    void isFor(String its) {
      isSame = program != null && program.equals(its);
    }

    @Override
    public EntryCompiler get() {
      return isSame && ours.get() != null ? this : null;
    }

    @Override
    public TextBasis first() {
      TextBasis its = ours.get().first();
      return its == null ? null : of(its, program);
    }

    @Override
    public CompiledEntry compiled(String text, TextBasis basis) {
      TextBasis known = ours.get().first();
      if (known == null || !basis.program().equals(program)) {
        return null;
      }
      CompiledEntry entry = ours.get().compiled(text, of(basis, known.program()));
      return entry == null ? null : new CompiledEntry(basis, entry.classes());
    }

    private static TextBasis of(TextBasis basis, String program) {
      return new TextBasis(program, basis.className(), basis.names());
    }
  }
}

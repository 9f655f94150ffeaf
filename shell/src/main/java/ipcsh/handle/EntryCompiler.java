package ipcsh.handle;

/**
 * Compiles entries for sessions in other processes, of the same program. Thread-safe; executes
 * nothing of them.
 */
public interface EntryCompiler {
  /** The basis of the first entry of a new role; null if this program cannot be identified. */
  TextBasis first();

  /** An entry compiled for a session with this basis; null if that session has to compile it. */
  CompiledEntry compiled(String text, TextBasis basis);
}

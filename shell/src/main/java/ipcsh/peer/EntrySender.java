package ipcsh.peer;

import ipcsh.handle.CompiledEntry;
import ipcsh.handle.EntryCompiler;
import ipcsh.handle.TextBasis;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Knows what the next entry of a role depends on, as the role has told with its last answer, and
 * has the entry compiled for it. A wrong guess costs time, and nothing else: the role uses classes
 * only if they were made for what it has.
 */
final class EntrySender {
  private final Supplier<EntryCompiler> compiler;

  /** What its next entry depends on; null if it has not told. */
  private volatile TextBasis next;

  private volatile boolean hasAnswered;

  /** For a new role; {@code compiler} may give null. */
  EntrySender(Supplier<EntryCompiler> compiler) {
    this.compiler = compiler;
  }

  /** The classes of its next entry; null if it has to compile the text itself. */
  CompiledEntry compiled(String text) {
    EntryCompiler ours = compiler.get();
    TextBasis basis = ours == null || hasAnswered ? next : ours.first();
    return ours == null || basis == null ? null : ours.compiled(text, basis);
  }

  /** It has answered. */
  void answered(Map<String, Object> received) {
    next = MessageCodec.next(received);
    hasAnswered = true;
  }
}

package ipcsh.handle;

import java.util.List;

/**
 * The classes of an entry, for a session with this basis.
 *
 * @param basis what they depend on
 * @param classes in the order of their definition
 */
public record CompiledEntry(TextBasis basis, List<CompiledClass> classes) {}

package ipcsh.handle;

import java.util.Set;

/**
 * Everything that the classes of a text depend on, besides the text: where two shells have the same
 * basis, they compile a text to the same classes.
 *
 * @param program what identifies the program, its plugins and its Java
 * @param className the name of the class of its statements
 * @param names the session's names with a value, each with what is told of it
 */
public record TextBasis(String program, String className, Set<String> names) {}

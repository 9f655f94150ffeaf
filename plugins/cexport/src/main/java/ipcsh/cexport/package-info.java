/**
 * Translates the language to C: a line, or a scenario, as a C program. Reads syntax trees; executes
 * nothing, and writes nothing that does not behave the same: what cannot be expressed is refused,
 * with its reason ({@link ipcsh.command.UnsupportedInC}).
 *
 * <p>One line: {@link ipcsh.cexport.CLine#of CLine.of(text, name -> Kind.of(value))} returns the
 * declarations, the calls without error checks, the headers and the man pages, or the reason why
 * the line has no C. {@link ipcsh.cexport.Kind} is what is known of a variable of the text: its C
 * type.
 *
 * <p>Inside: {@link ipcsh.cexport.Statements} walks a text and takes the values from {@link
 * ipcsh.cexport.Expressions}, which looks up commands in the {@link ipcsh.cexport.CallTable}, to
 * which each {@link ipcsh.cexport.Topic} adds its own. A {@link ipcsh.cexport.Value} is a C
 * expression, possibly of a call that has not been checked yet. Output goes to a {@link
 * ipcsh.cexport.Frame}, the body of a function. A text is translated in passes until nothing new is
 * inferred about its variables: only then their types are known.
 *
 * <p>A whole scenario, {@link ipcsh.cexport.CProgram}, is translated by {@link
 * ipcsh.cexport.Scenario}: roles, turns, jobs, functions and narration are a class each, which the
 * scenario connects. The {@link ipcsh.cexport.Helper}s that a program includes are C files among
 * the resources.
 */
package ipcsh.cexport;

/**
 * The language as C: what a line, or a scenario, would be in a C program. Reads syntax trees; runs
 * nothing, and writes nothing that does not do the same: what cannot be said is refused, with its
 * reason ({@link ipcsh.command.UnsupportedInC}).
 *
 * <p>One line: {@link ipcsh.cexport.CLine#of CLine.of(text, name -> Kind.of(value))} gives the
 * declarations, the calls without the checks for errors, the headers and the man pages, or why
 * there is no such C. {@link ipcsh.cexport.Kind} is what is known of a variable of the text: its C
 * type.
 *
 * <p>Inside: {@link ipcsh.cexport.Statements} goes through a text and asks {@link
 * ipcsh.cexport.Expressions} for values, which asks the {@link ipcsh.cexport.CallTable} for the
 * commands, which a {@link ipcsh.cexport.Topic} each puts into one table. A {@link
 * ipcsh.cexport.Value} is an expression of C; a call that may fail is one that nobody has checked
 * yet. What is written goes to a {@link ipcsh.cexport.Frame}, a function. A text is translated
 * until nothing new is learned of its variables: only then it is known of what type each is.
 *
 * <p>A whole scenario, {@link ipcsh.cexport.CProgram}, is read by {@link ipcsh.cexport.Scenario}:
 * roles, turns, jobs, functions and narration are a class each, which the scenario holds together.
 * The {@link ipcsh.cexport.Helper}s that a program takes along are files of C among the resources.
 */
package ipcsh.cexport;

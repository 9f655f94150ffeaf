/**
 * The language: Groovy with the commands as bare names and as methods of handles, the C constants,
 * durations, and errors that point at the place. Input at the prompt and files are evaluated by a
 * {@link ipcsh.language.Session}. Uses commands through their registry; independent of terminals.
 */
package ipcsh.language;

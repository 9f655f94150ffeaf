/**
 * The language: Groovy with the commands as bare names and as methods of handles, the C constants,
 * durations, and errors that point at the place. What is typed and what stands in a file go through
 * one {@link ipcsh.language.Session}. Knows commands through their registry and nothing of
 * terminals.
 */
package ipcsh.language;

/**
 * Finds commands that others have written: jars and Groovy files in the plugins folders and on the
 * command line. What is broken is reported in a line, and the shell goes on without it. Knows where
 * plugins lie and how they are loaded; what a command is stands in {@link ipcsh.command}.
 */
package ipcsh.plugin;

/**
 * Finds commands that others have written: jars and Groovy files in the plugins folders and on the
 * command line. A broken plugin is reported in one line, and the shell continues without it. Knows
 * where plugins are and how they are loaded; what a command is is defined in {@link ipcsh.command}.
 */
package ipcsh.plugin;

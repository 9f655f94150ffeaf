/**
 * Finds and loads additional commands: jars and Groovy files in the plugin directories and on the
 * command line. A broken plugin is reported in one line, and the shell continues without it.
 * Commands themselves are defined in {@link ipcsh.command}.
 */
package ipcsh.plugin;

/**
 * Runs texts non-interactively: files, {@code -e}, standard input. Depends on the language, not on
 * a terminal.
 */
package ipcsh.batch;

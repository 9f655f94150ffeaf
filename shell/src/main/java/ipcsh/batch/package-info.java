/**
 * Runs texts without a person: files, {@code -e}, standard input. Knows the language and no
 * terminal.
 */
package ipcsh.batch;

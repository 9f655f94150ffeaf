/**
 * Communication between shells: the messages they exchange, and the users that may send them.
 * Transfers text and results; independent of commands and the language.
 */
package ipcsh.peer;

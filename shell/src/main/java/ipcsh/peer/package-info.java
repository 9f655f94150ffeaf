/**
 * Communication between shells: the messages they exchange, and who may send them. Transfers text
 * and results; independent of commands and the language.
 */
package ipcsh.peer;

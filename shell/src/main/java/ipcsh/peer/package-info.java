/**
 * Shells that know each other: the messages they exchange, and who may send them. Carries text and
 * results; knows no command and no language.
 */
package ipcsh.peer;

/**
 * The index of commands: which topic defines which command, written when the topics are compiled,
 * so that a topic need not be loaded before one of its commands is used. The annotation {@code
 * Command} is the definition; the index is derived from it.
 */
package ipcsh.command.index;

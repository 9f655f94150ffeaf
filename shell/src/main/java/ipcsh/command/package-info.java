/**
 * What commands stand on: the {@link ipcsh.command.Context} of the session, and what several topics
 * need. Knows nothing of Groovy or of terminals. {@code model} says what a command is, {@code
 * topic} has the commands, {@code cause} finds why a call failed.
 */
package ipcsh.command;

/**
 * The basis of the commands: the {@link ipcsh.command.Context} of the session, and what several
 * topics need. Independent of Groovy and of terminals. {@code model} defines what a command is,
 * {@code topic} contains the commands, {@code cause} determines why a call failed.
 */
package ipcsh.command;

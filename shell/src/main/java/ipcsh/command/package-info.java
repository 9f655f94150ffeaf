/**
 * The commands: a class a topic, a command a public method with {@link ipcsh.command.Command}. The
 * annotation and the Java signature are the only place where a command is described; help,
 * completion, tips, the reference page and the tests of the examples read them through {@link
 * ipcsh.command.CommandModel}. Commands return values and print nothing; they stand on handles and
 * {@code sys} and know nothing of Groovy or of terminals.
 */
package ipcsh.command;

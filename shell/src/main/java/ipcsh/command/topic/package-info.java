/**
 * The commands: a class a topic, a command a public method with {@link
 * ipcsh.command.model.Command}. They return values and print nothing; they are found as those of
 * plugins are, by {@code ServiceLoader}, and nobody else knows them.
 */
package ipcsh.command.topic;

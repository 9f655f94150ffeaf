/**
 * The commands: one class per topic, one public method with {@link ipcsh.command.model.Command} per
 * command. They return values and print nothing; they are found as those of plugins are, by {@code
 * ServiceLoader}, and no other code depends on them.
 */
package ipcsh.command.topic;

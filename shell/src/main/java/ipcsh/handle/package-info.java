/**
 * The values that commands take and return: descriptors, messages. A handle is a value shown to
 * users: it prints its state, and it is valid as long as the process's table says so. Based on
 * {@link ipcsh.sys}; independent of the commands.
 */
package ipcsh.handle;

/**
 * What commands take and give: descriptors, messages. A handle is a value that people look at: it
 * prints as what it is, and it is valid as long as the process's table says so. Stands on {@link
 * ipcsh.sys} and knows no command.
 */
package ipcsh.handle;

/** Tests of how plugins are found and loaded, and of what is said of broken ones. */
package ipcsh.plugin;

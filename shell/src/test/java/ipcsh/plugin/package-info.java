/** Tests of how plugins are found and loaded, and of the reports about broken ones. */
package ipcsh.plugin;

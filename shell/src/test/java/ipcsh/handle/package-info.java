/** Handles and what is beside them: files that the shell writes. */
package ipcsh.handle;

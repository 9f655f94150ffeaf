/** Handles, and files that the shell writes. */
package ipcsh.handle;

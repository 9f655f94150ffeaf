/** Statements about Linux, in the shell's own language. */
package ipcsh.linux;

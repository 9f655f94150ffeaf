/** Runs every example of every command. */
package ipcsh.doctest;

/** Shells that know each other. */
package ipcsh.peer;

/** Communication between shells. */
package ipcsh.peer;

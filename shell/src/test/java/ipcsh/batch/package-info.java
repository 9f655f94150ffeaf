/** The real program, started by its launcher. */
package ipcsh.batch;

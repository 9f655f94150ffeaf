/** The shell and programs in other languages, each using what the other has made. */
package ipcsh.interop;

/** The shell and programs in other languages, each using objects created by the other. */
package ipcsh.interop;

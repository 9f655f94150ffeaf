/** Calls as text and as records: the format of strace, C, transfers, failures. */
package ipcsh.sys.trace;

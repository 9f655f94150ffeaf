/** Calls as text and as notes: strace's lines, C, what moved data, what failed. */
package ipcsh.sys.trace;

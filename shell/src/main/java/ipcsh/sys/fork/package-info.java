/** Driven children: fork(2) by machine code, and the invoker for calls made in a child. */
package ipcsh.sys.fork;

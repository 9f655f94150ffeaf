/** Driven children: fork(2) by machine code, and the invoker whose calls the child makes. */
package ipcsh.sys.fork;

/** The C functions by topic, under their C names, each over a SyscallInvoker. */
package ipcsh.sys.function;

/**
 * The only access to the kernel: C functions under their C names, one class per topic, over an
 * {@link ipcsh.sys.invoke.SyscallInvoker} that executes them. Results are values, failures are
 * {@link ipcsh.sys.abi.SysException}s with a typed {@link ipcsh.sys.abi.Errno}; structures are laid
 * out only here. Independent of handles, commands and Groovy; the only package that imports classes
 * of jnr and jffi.
 */
package ipcsh.sys;

/**
 * The one way into the kernel: C functions under their C names, a class a topic, over one {@link
 * ipcsh.sys.invoke.SyscallInvoker} that executes them. Results are values, failures are {@link
 * ipcsh.sys.abi.SysException}s with a typed {@link ipcsh.sys.abi.Errno}, structures are laid out
 * here and nowhere else. Knows nothing of handles, commands or Groovy, and is the only package that
 * imports jnr's and jffi's classes.
 */
package ipcsh.sys;

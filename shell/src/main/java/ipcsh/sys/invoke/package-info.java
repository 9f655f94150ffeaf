/**
 * Calling C functions: in this process, interruptible, guarded against faults; and the decorators
 * of invokers.
 */
package ipcsh.sys.invoke;

/**
 * How a C function is called: in this process, interruptible, guarded against faults; what stands
 * in front of an invoker.
 */
package ipcsh.sys.invoke;

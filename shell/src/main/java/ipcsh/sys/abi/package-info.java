/**
 * The binary interface of the kernel and the C library: constants, errnos, struct layouts,
 * addresses, memory for arguments.
 */
package ipcsh.sys.abi;

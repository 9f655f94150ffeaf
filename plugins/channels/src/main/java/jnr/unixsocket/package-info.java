/**
 * Access to jnr-unixsocket's package-private constructors, which take a descriptor that is already
 * open. The channels are implemented in {@code ipcsh.channels}.
 */
package jnr.unixsocket;

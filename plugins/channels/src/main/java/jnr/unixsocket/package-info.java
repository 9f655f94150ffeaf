/**
 * Three doors in jnr-unixsocket's own package: its constructors for a descriptor that is open
 * already are not public. What the channels do is in {@code ipcsh.channels}.
 */
package jnr.unixsocket;

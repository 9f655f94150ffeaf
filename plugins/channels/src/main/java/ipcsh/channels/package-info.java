/**
 * Descriptors of the session as channels of Java NIO, of jnr-unixsocket and jnr-enxio, so that Java
 * libraries can be put on a socket or pipe that was made, received or adopted by hand. The classes
 * extend those of the libraries; the system calls are made by the session, so that they are
 * interrupted, traced and explained as those of the commands, and so that users do not meet the
 * errors of jnr-unixsocket (names as characters, a timeout reported as end of file, senders without
 * a name, a close that shuts the connection down for all processes).
 */
package ipcsh.channels;

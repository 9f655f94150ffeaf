/**
 * Descriptors of the session as channels of Java NIO, of jnr-unixsocket and jnr-enxio, so that Java
 * libraries can be put on a socket or pipe that was made, received or adopted by hand. The classes
 * are theirs; the calls are the session's own, so that they are interrupted, traced and explained
 * as those of the commands, and so that what jnr-unixsocket gets wrong (names by characters, a
 * timeout as the end, senders without a name, a close that shuts the connection down for everybody)
 * does not reach a user.
 */
package ipcsh.channels;

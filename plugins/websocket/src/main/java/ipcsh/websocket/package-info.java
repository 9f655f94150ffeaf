/**
 * A plugin: WebSocket (RFC 6455) over the shell's own descriptors. The protocol is the library's,
 * Java-WebSocket; every byte goes through the shell's system calls, and no more is read than the
 * current message needs, so that a connection can be passed to another process between two
 * messages.
 */
package ipcsh.websocket;

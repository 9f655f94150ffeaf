/**
 * Networks of this machine's own: hosts that are network namespaces, and the wire between them,
 * which is a thread of the shell. {@link ipcsh.network.NetworkSetup} makes the namespaces and their
 * TUN devices, {@link ipcsh.network.Forwarder} reads packets from the devices, delays, loses and
 * forwards them, {@link ipcsh.network.PacketLog} keeps them, {@link ipcsh.network.Packet} says what
 * they are. Starts no processes beside the child that makes the namespaces, and prints nothing.
 * Based on {@link ipcsh.handle}, {@link ipcsh.view} and {@link ipcsh.sys}.
 */
package ipcsh.network;

/** Tests of networks: the wire, the packets and what they say, the namespaces. */
package ipcsh.network;

/**
 * Why a call failed: looks, after it has, at what the call was about (its descriptor, the other
 * end, the way of its path, a limit, a lock) and says which of the causes that its errno can have
 * is the one. It changes nothing by that, and reads no pending error away. What it finds is the
 * name of a cause, for which {@code meanings.properties} has the words; where it finds none, the
 * errno alone is told of.
 */
package ipcsh.command.cause;

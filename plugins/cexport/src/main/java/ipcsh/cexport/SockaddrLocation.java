package ipcsh.cexport;

/** Where an address of a socket lies, and its length. */
record SockaddrLocation(String storage, String size) {}

package ipcsh.cexport;

/** The variables that hold a socket address and its length. */
record SockaddrLocation(String storage, String size) {}

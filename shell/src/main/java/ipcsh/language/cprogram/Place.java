package ipcsh.language.cprogram;

/** Where an address of a socket lies, and its length. */
record Place(String storage, String size) {}

package ipcsh.inspect;

/** Something of which no more is known than what it is. */
public record OtherObject(String id, String kind) implements KernelObject {}

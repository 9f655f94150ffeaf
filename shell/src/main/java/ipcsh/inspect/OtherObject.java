package ipcsh.inspect;

/** An object of which only the kind is known. */
public record OtherObject(String id, String kind) implements KernelObject {}

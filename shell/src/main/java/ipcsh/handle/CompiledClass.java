package ipcsh.handle;

/**
 * A compiled class.
 *
 * @param name its name, with dots
 * @param bytes its class file
 */
public record CompiledClass(String name, byte[] bytes) {}

package ipcsh.inspect;

/**
 * Memory with a descriptor: of {@code memfd_create}, or of {@code shm_open}.
 *
 * @param id file system and inode
 * @param kind {@code memfd} or {@code shm}
 * @param name as passed to the call
 * @param size in bytes
 * @param isRemoved whether its name has been removed; a memfd never had one
 * @param seals the F_SEAL constants, null if they may not be queried
 */
public record MemoryObject(
    String id, String kind, String name, long size, boolean isRemoved, Integer seals)
    implements KernelObject {}

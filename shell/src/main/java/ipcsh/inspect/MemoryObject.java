package ipcsh.inspect;

/**
 * Memory with a descriptor: of {@code memfd_create}, or of {@code shm_open}.
 *
 * @param id file system and inode
 * @param kind {@code memfd} or {@code shm}
 * @param name as the call was given it
 * @param size in bytes
 * @param isRemoved whether its name is no more; a memfd never had one
 * @param seals the F_SEAL constants, null where that may not be asked
 */
public record MemoryObject(
    String id, String kind, String name, long size, boolean isRemoved, Integer seals)
    implements KernelObject {}

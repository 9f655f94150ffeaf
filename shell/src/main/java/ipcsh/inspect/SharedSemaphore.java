package ipcsh.inspect;

import java.util.List;

/**
 * A named semaphore that processes have open.
 *
 * @param name as {@code sem_open} takes it; of one whose name is gone that of its first file
 * @param id the object, as {@link Mapping#id()} has it
 * @param state its value and who may use it; null where its name is gone
 * @param pids who has it open
 * @param waiting the threads that wait for it
 */
public record SharedSemaphore(
    String name,
    String id,
    NamedSemaphore state,
    List<Integer> pids,
    List<BlockedThread> waiting) {}

package ipcsh.inspect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memory that some processes share, and the named semaphores in it. */
public final class SharedMemory {
  private static final String SEMAPHORE = "/dev/shm/sem.";

  private final List<Part> parts;
  private final List<SharedSemaphore> semaphores = new ArrayList<>();

  /** A mapping of a process. */
  public record Part(int pid, Mapping mapping) {}

  SharedMemory(List<Part> parts, Collection<BlockedThread> waiting) {
    this.parts = List.copyOf(parts);
    Map<String, List<Part>> byObject = new LinkedHashMap<>();
    for (Part part : parts) {
      if (part.mapping.path().startsWith(SEMAPHORE)) {
        byObject.computeIfAbsent(part.mapping.id(), id -> new ArrayList<>()).add(part);
      }
    }
    List<NamedSemaphore> named = byObject.isEmpty() ? List.of() : NamedSemaphore.all();
    byObject.values().forEach(its -> semaphores.add(semaphore(its, named, waiting)));
  }

  private static SharedSemaphore semaphore(
      List<Part> parts, List<NamedSemaphore> named, Collection<BlockedThread> waiting) {
    Mapping one = parts.get(0).mapping;
    NamedSemaphore state = named.stream().filter(s -> s.is(one.id())).findFirst().orElse(null);
    String name = "/" + one.path().substring(SEMAPHORE.length());
    return new SharedSemaphore(
        state == null ? name : state.getName(),
        one.id(),
        state,
        parts.stream().map(Part::pid).distinct().toList(),
        waiting.stream().filter(its -> parts.stream().anyMatch(part -> isIn(its, part))).toList());
  }

  private static boolean isIn(BlockedThread thread, Part part) {
    long offset = thread.argument() - part.mapping.start();
    return thread.pid() == part.pid
        && thread.call().equals("futex")
        && offset >= 0
        && offset < part.mapping.length();
  }

  /** All mappings that are shared, process by process. */
  public List<Part> all() {
    return parts;
  }

  /** Who has mapped an object, by its {@link KernelObject#id()}. */
  public List<Part> of(String object) {
    return parts.stream().filter(part -> part.mapping.id().equals(object)).toList();
  }

  /** The named semaphores that somebody has open. */
  public List<SharedSemaphore> semaphores() {
    return List.copyOf(semaphores);
  }
}

package ipcsh.inspect;

import java.util.List;

/**
 * The memory that processes share.
 *
 * @param parts all shared mappings, process by process
 */
public record SharedMemory(List<Part> parts) {
  /** A mapping of a process. */
  public record Part(int pid, Mapping mapping) {}

  /** The mappings of an object, by its {@link KernelObject#id()}. */
  public List<Part> of(String object) {
    return parts.stream().filter(part -> part.mapping.id().equals(object)).toList();
  }
}

package ipcsh.inspect;

import java.util.List;

/**
 * The memory that some processes share.
 *
 * @param parts all mappings that are shared, process by process
 */
public record SharedMemory(List<Part> parts) {
  /** A mapping of a process. */
  public record Part(int pid, Mapping mapping) {}

  /** Who has mapped an object, by its {@link KernelObject#id()}. */
  public List<Part> of(String object) {
    return parts.stream().filter(part -> part.mapping.id().equals(object)).toList();
  }
}

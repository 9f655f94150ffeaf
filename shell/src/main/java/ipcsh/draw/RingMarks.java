package ipcsh.draw;

import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.OpenFileDescription;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Marks the elements of a ring of waits in a picture.
 *
 * @param processes the processes in it
 * @param descriptors the descriptors on which they wait, and by which they could end each other's
 *     waits
 * @param objects the IDs of the objects between them
 */
public record RingMarks(Set<Integer> processes, Set<Holder> descriptors, Set<String> objects)
    implements PreviousFrame {
  /** No ring. */
  public static final RingMarks NONE = new RingMarks(Set.of(), Set.of(), Set.of());

  /**
   * The same with the rows of what is no descriptor: of these the processes are known, and the
   * objects.
   */
  public RingMarks with(Collection<OpenFileDescription> files) {
    Set<Holder> all = new HashSet<>(descriptors);
    for (OpenFileDescription file : files) {
      for (Holder holder : file.holders()) {
        boolean isRow = holder.number() < 0 && processes.contains(holder.pid());
        if (isRow && objects.contains(file.object().id())) {
          all.add(holder);
        }
      }
    }
    return new RingMarks(processes, all, objects);
  }

  private static ColorRole.Mark marked(boolean isInIt) {
    return isInIt ? ColorRole.Mark.RING : ColorRole.Mark.NONE;
  }

  @Override
  public ColorRole.Mark process(int pid) {
    return marked(processes.contains(pid));
  }

  @Override
  public ColorRole.Mark waiting(int pid, int number) {
    return marked(
        number == NO_DESCRIPTOR
            ? processes.contains(pid)
            : descriptors.contains(new Holder(pid, number)));
  }

  @Override
  public ColorRole.Mark mark(OpenFileDescription file) {
    return marked(file.holders().stream().anyMatch(descriptors::contains));
  }

  @Override
  public ColorRole.Mark mark(KernelObject object) {
    return marked(objects.contains(object.id()));
  }
}

package ipcsh.command;

import ipcsh.command.model.Conversion;
import ipcsh.draw.Subject;
import ipcsh.draw.SubjectFilter;
import ipcsh.handle.Descriptor;
import ipcsh.handle.Fd;
import ipcsh.handle.Region;
import ipcsh.handle.SyncObject;
import ipcsh.handle.SysVObject;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.IpcObject;
import ipcsh.inspect.MemoryRow;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.peer.DistantRole;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a picture is to show: whole processes, and descriptors and other handles with what they
 * reach.
 */
public final class DrawRequest {
  private static final String WANTED =
      "a process (its ID, its handle, or its name if it is a shell), or a descriptor or another"
          + " handle";

  private final String command;
  private final List<DescriptorSelection> processes = new ArrayList<>();
  private final List<Object> handles = new ArrayList<>();
  private final List<DistantRole> distant = new ArrayList<>();
  private final boolean own;

  /**
   * A request.
   *
   * @param command the name of the calling command
   * @param own whether the shells' own descriptors are included
   * @param given the arguments; lists among them are flattened
   * @throws IllegalArgumentException for an argument that is neither a process nor a handle
   * @throws SysException EBADF for a descriptor that is closed
   */
  public DrawRequest(Context context, String command, boolean own, List<Object> given) {
    this.command = command;
    this.own = own;
    for (Object one : given) {
      if (isHandle(one)) {
        handles.add(one);
        expectOpen(one);
      } else if (one instanceof DistantRole role) {
        distant.add(role);
      } else {
        processes.add(process(context, own, one));
      }
    }
  }

  private DescriptorSelection process(Context context, boolean own, Object one) {
    try {
      return DescriptorSelection.forPicture(context, command, one, own);
    } catch (IllegalArgumentException notOne) {
      throw Conversion.wanted(WANTED, one);
    }
  }

  private static boolean isHandle(Object one) {
    return one instanceof Descriptor
        || one instanceof SysVObject
        || one instanceof SyncObject
        || one instanceof Region;
  }

  private void expectOpen(Object one) {
    if (one instanceof Fd fd && !fd.isOpen()) {
      throw new SysException(Errno.EBADF, command + "(" + fd.getNumber() + ")");
    }
  }

  /** Whether nothing in particular is requested. */
  public boolean isEmpty() {
    return processes.isEmpty() && handles.isEmpty() && distant.isEmpty();
  }

  /** The roles on other machines that are drawn completely. */
  List<DistantRole> distant() {
    return distant;
  }

  /** Whether the shells' own descriptors are included. */
  boolean isOwn() {
    return own;
  }

  /** The processes that are drawn completely. */
  List<DescriptorSelection> processes() {
    return processes;
  }

  /** Whether some of the rows of other processes are drawn too. */
  boolean hasHandles() {
    return !handles.isEmpty();
  }

  /** The processes of the descriptors. */
  Set<Integer> pids() {
    Set<Integer> pids = new HashSet<>();
    for (Object one : handles) {
      if (one instanceof Descriptor descriptor) {
        pids.add(descriptor.getPid());
      }
    }
    return pids;
  }

  /**
   * The requested part of a subject.
   *
   * @param whole the processes that are drawn completely
   */
  Subject part(Subject subject, Set<Integer> whole) {
    if (!hasHandles()) {
      return subject;
    }
    List<Holder> picked = new ArrayList<>();
    for (ProcessSnapshot process : subject.processes()) {
      for (DescriptorSnapshot seen : process.descriptors()) {
        if (handles.stream().anyMatch(one -> isOf(one, seen.holder()))) {
          picked.add(seen.holder());
        }
      }
    }
    Subject part = SubjectFilter.of(subject, picked, whole);
    if (part.processes().isEmpty()) {
      throw new SysException(Errno.EBADF, command + "(" + handles.get(0) + ")");
    }
    return part;
  }

  private static boolean isOf(Object one, Holder row) {
    if (one instanceof Descriptor descriptor) {
      return descriptor.getPid() == row.pid() && descriptor.getNumber() == row.number();
    }
    if (one instanceof SysVObject object) {
      return row.number() == IpcObject.row(object.kind(), object.getId());
    }
    if (one instanceof SyncObject object) {
      return row.number() == MemoryRow.number(object.address(), true);
    }
    return one instanceof Region region
        && row.number() == MemoryRow.number(region.getAddress(), false);
  }
}

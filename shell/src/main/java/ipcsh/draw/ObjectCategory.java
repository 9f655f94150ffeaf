package ipcsh.draw;

import ipcsh.inspect.FileObject;
import ipcsh.inspect.IpcObject;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.MemoryObject;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.SocketObject;
import ipcsh.inspect.SynchronizationObject;
import ipcsh.inspect.SysVKind;

/** The categories of kernel objects that have colours of their own. */
enum ObjectCategory {
  SOCKET,
  PIPE,
  FILE,
  MEMORY,
  OTHER;

  static ObjectCategory of(KernelObject object) {
    if (object instanceof SocketObject) {
      return SOCKET;
    }
    if (object instanceof PipeObject) {
      return PIPE;
    }
    if (object instanceof FileObject) {
      return FILE;
    }
    boolean isSegment = object instanceof IpcObject ipc && ipc.sysV() == SysVKind.SEGMENT;
    return isSegment || object instanceof MemoryObject || object instanceof SynchronizationObject
        ? MEMORY
        : OTHER;
  }
}

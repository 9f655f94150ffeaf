package ipcsh.draw;

import ipcsh.inspect.FileObject;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.MemoryObject;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.SocketObject;

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
    return object instanceof MemoryObject ? MEMORY : OTHER;
  }
}

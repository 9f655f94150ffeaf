package ipcsh.inspect;

/** The object to which an open file description refers: a socket, a pipe, a file, a counter. */
public sealed interface KernelObject
    permits SocketObject,
        PipeObject,
        FileObject,
        MemoryObject,
        QueueObject,
        IpcObject,
        SynchronizationObject,
        EventObject,
        TimerObject,
        SignalObject,
        EpollObject,
        InotifyObject,
        ProcessObject,
        TerminalObject,
        OtherObject {
  /** Identifies the object during its lifetime. */
  String id();

  /** A short description, {@code unix stream}, {@code pipe}. */
  String kind();
}

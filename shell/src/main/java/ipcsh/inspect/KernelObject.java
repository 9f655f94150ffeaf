package ipcsh.inspect;

/** What an open file description stands for: a socket, a pipe, a file, a counter. */
public sealed interface KernelObject
    permits SocketObject,
        PipeObject,
        FileObject,
        MemoryObject,
        QueueObject,
        EventObject,
        TimerObject,
        SignalObject,
        EpollObject,
        InotifyObject,
        ProcessObject,
        TerminalObject,
        OtherObject {
  /** The same text is the same object, as long as it lives. */
  String id();

  /** What it is in a word or two, {@code unix stream}, {@code pipe}. */
  String kind();
}

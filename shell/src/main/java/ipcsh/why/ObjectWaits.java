package ipcsh.why;

import ipcsh.inspect.Holder;
import ipcsh.inspect.ThreadSnapshot;

/** Waits for one kind of object, in a call on a descriptor or in a poll of many. */
interface ObjectWaits {
  /**
   * What a thread waits for that reads from a descriptor, or polls it for reading.
   *
   * @param call the call as text
   * @return null if it is no object of this kind
   */
  WaitCondition toRead(ThreadSnapshot thread, String call, Holder fd, WaitContext context);

  /** The same for writing. */
  WaitCondition toWrite(ThreadSnapshot thread, String call, Holder fd, WaitContext context);
}

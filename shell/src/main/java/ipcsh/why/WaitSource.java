package ipcsh.why;

import ipcsh.inspect.ThreadSnapshot;

/** A family of waits: what a thread in one of its calls waits for. */
interface WaitSource {
  /**
   * The condition under which a thread goes on.
   *
   * @param thread a thread that is blocked in a call
   * @return null if the call is none of this family, on an object of this family
   */
  WaitCondition of(ThreadSnapshot thread, WaitContext context);
}

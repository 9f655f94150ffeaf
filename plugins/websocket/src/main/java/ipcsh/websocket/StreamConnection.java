package ipcsh.websocket;

import static ipcsh.sys.abi.FileConstants.POLLIN;
import static ipcsh.sys.abi.FileConstants.POLLOUT;
import static ipcsh.sys.abi.SocketConstants.MSG_NOSIGNAL;
import static ipcsh.sys.abi.SocketConstants.SHUT_WR;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.Arrays;

/**
 * A connected stream socket during one command: the calls that are made on it, in the process and
 * with the trace of the thread that works.
 *
 * @param number what the kernel is told for the descriptor
 */
record StreamConnection(Kernel kernel, int number) {
  /** More is not received or sent at once. */
  private static final int PIECE = 64 * 1024;

  private static final int NOBODY_MS = 5;

  /** Receives at most so many bytes: none at the end. */
  byte[] receive(int most, int flags) {
    return kernel.sys().sockets().recv(number, Math.min(most, PIECE), flags).data();
  }

  /** The same, waiting also where the descriptor is O_NONBLOCK. */
  private byte[] receiveWaiting(int most) {
    while (true) {
      try {
        return receive(most, 0);
      } catch (SysException e) {
        awaitInput(e);
      }
    }
  }

  /** Waits for input where the failure is that there is none; throws any other. */
  void awaitInput(SysException failure) {
    await(POLLIN, failure);
  }

  /** Waits for room where the failure is that there is none; throws any other. */
  void awaitRoom(SysException failure) {
    await(POLLOUT, failure);
  }

  private void await(int event, SysException failure) {
    if (failure.getErrno() != Errno.EAGAIN) {
      throw failure;
    }
    poll(event);
  }

  private int poll(int events) {
    return kernel.sys().polling().poll(new int[] {number}, new int[] {events}, -1)[0];
  }

  /** Waits for either; whether there is input, which an error is too. */
  boolean awaitInputOrRoom() {
    return (poll(POLLIN | POLLOUT) & ~POLLOUT) != 0;
  }

  /** Lets a moment pass, in which this thread can be interrupted as in any call. */
  void pause() {
    kernel.quiet().polling().poll(new int[0], new int[0], NOBODY_MS);
  }

  /** Sends of the bytes from {@code start} as many as there is room for, at least one. */
  int send(byte[] bytes, int start, int flags) {
    byte[] piece = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + PIECE));
    return kernel.sys().sockets().send(number, piece, flags | MSG_NOSIGNAL);
  }

  /**
   * Says that nothing more will be sent, and takes what comes until the other side has ended too. A
   * TCP socket that is closed with input unread makes the other side lose what was sent last.
   */
  void drain() {
    kernel.sys().sockets().shutdown(number, SHUT_WR);
    while (receiveWaiting(PIECE).length > 0) {
      // nobody wants it
    }
  }
}

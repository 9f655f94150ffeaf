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
 * A connected stream socket during one command: its calls are made in the process and with the
 * trace of the current thread.
 *
 * @param number the descriptor's number
 */
record StreamConnection(Kernel kernel, int number) {
  /** The maximum number of bytes per call. */
  private static final int PIECE = 64 * 1024;

  private static final int POLL_MS = 5;

  /** Receives at most this many bytes: none at end of file. */
  byte[] receive(int most, int flags) {
    return kernel.sys().sockets().recv(number, Math.min(most, PIECE), flags).data();
  }

  /** The same, waiting even if the descriptor is O_NONBLOCK. */
  private byte[] receiveWaiting(int most) {
    while (true) {
      try {
        return receive(most, 0);
      } catch (SysException e) {
        awaitInput(e);
      }
    }
  }

  /** Waits for input if the failure is that there is none; rethrows any other. */
  void awaitInput(SysException failure) {
    await(POLLIN, failure);
  }

  /** Waits for space if the failure is that there is none; rethrows any other. */
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

  /** Waits for input or space; returns whether there is input, which includes an error. */
  boolean awaitInputOrRoom() {
    return (poll(POLLIN | POLLOUT) & ~POLLOUT) != 0;
  }

  /** Sleeps for a short time; can be interrupted as any call. */
  void pause() {
    kernel.quiet().polling().poll(new int[0], new int[0], POLL_MS);
  }

  /** Sends as many of the bytes from {@code start} as fit, at least one. */
  int send(byte[] bytes, int start, int flags) {
    byte[] piece = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + PIECE));
    return kernel.sys().sockets().send(number, piece, flags | MSG_NOSIGNAL);
  }

  /**
   * Shuts down the sending direction, and discards input until the peer has ended too. If a TCP
   * socket is closed with input unread, the peer loses the data that was sent last.
   */
  void drain() {
    kernel.sys().sockets().shutdown(number, SHUT_WR);
    while (receiveWaiting(PIECE).length > 0) {
      // discarded
    }
  }
}

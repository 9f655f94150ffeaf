package ipcsh.network;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.NativeMemory;

/**
 * Native memory for the packets that are on their way, in pieces of one size, which are used again.
 * A packet that is delivered several times has several holders. For one thread.
 */
final class PacketBuffers implements AutoCloseable {
  static final int COUNT = 8192;
  static final int NONE = -1;
  private static final int ALIGNMENT = 256;

  private final Arena arena = new Arena();
  private final NativeMemory memory;
  private final int size;
  private final int[] free = new int[COUNT];
  private final int[] length = new int[COUNT];
  private final short[] holders = new short[COUNT];
  private int left = COUNT;

  /** Buffers for packets of at most this many bytes. */
  PacketBuffers(int largest) {
    size = largest + ALIGNMENT & -ALIGNMENT;
    memory = arena.take(COUNT * size);
    for (int i = 0; i < COUNT; i++) {
      free[i] = COUNT - 1 - i;
    }
  }

  /** The size of a buffer in bytes. */
  int size() {
    return size;
  }

  /** All of them. */
  NativeMemory memory() {
    return memory;
  }

  /** A buffer with one holder, or {@link #NONE}. */
  int take() {
    if (left == 0) {
      return NONE;
    }
    int buffer = free[--left];
    holders[buffer] = 1;
    return buffer;
  }

  void hold(int buffer) {
    holders[buffer]++;
  }

  void release(int buffer) {
    if (--holders[buffer] == 0) {
      free[left++] = buffer;
    }
  }

  /** Where a buffer begins in {@link #memory}. */
  int offset(int buffer) {
    return buffer * size;
  }

  long address(int buffer) {
    return memory.address() + offset(buffer);
  }

  int length(int buffer) {
    return length[buffer];
  }

  void length(int buffer, int bytes) {
    length[buffer] = bytes;
  }

  @Override
  public void close() {
    arena.close();
  }
}

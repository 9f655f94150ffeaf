package ipcsh.sys.abi;

/** {@code struct ucred}: who a peer or a sender is. */
public record Credentials(int pid, int uid, int gid) {
  static Credentials read(NativeMemory memory, int offset) {
    return new Credentials(
        memory.getInt(offset), memory.getInt(offset + 4), memory.getInt(offset + 8));
  }

  public void store(NativeMemory memory, int offset) {
    memory.putInt(offset, pid).putInt(offset + 4, uid).putInt(offset + 8, gid);
  }
}

package ipcsh.sys.abi;

/** {@code struct ucred}: the credentials of a peer or a sender. */
public record Credentials(int pid, int uid, int gid) {
  public void store(NativeMemory memory, int offset) {
    memory.putInt(offset, pid).putInt(offset + 4, uid).putInt(offset + 8, gid);
  }
}

package ipcsh.sys.abi;

import static ipcsh.sys.abi.MessageLayout.CMSGHDR_SIZE;
import static ipcsh.sys.abi.MessageLayout.CMSG_LEN;
import static ipcsh.sys.abi.MessageLayout.CMSG_LEVEL;
import static ipcsh.sys.abi.MessageLayout.CMSG_TYPE;

import java.util.ArrayList;
import java.util.List;

/** A control message as read from the buffer: {@code cmsg(3)}. */
public record ControlMessage(int level, int type, byte[] data) {
  /** Parses a control buffer of which the kernel filled {@code length} bytes. */
  public static List<ControlMessage> read(NativeMemory control, int length) {
    List<ControlMessage> found = new ArrayList<>(1);
    int at = 0;
    while (at + CMSGHDR_SIZE <= length) {
      long size = control.getLong(at + CMSG_LEN);
      if (size < CMSGHDR_SIZE || size > length - at) {
        break;
      }
      int level = control.getInt(at + CMSG_LEVEL);
      int type = control.getInt(at + CMSG_TYPE);
      int dataLength = (int) size - CMSGHDR_SIZE;
      found.add(new ControlMessage(level, type, control.get(at + CMSGHDR_SIZE, dataLength)));
      at += MessageLayout.cmsgSpace(dataLength);
    }
    return found;
  }
}

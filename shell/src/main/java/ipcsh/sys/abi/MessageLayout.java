package ipcsh.sys.abi;

/**
 * Offsets and sizes of {@code struct msghdr}, {@code iovec}, {@code cmsghdr} and {@code ucred} on
 * 64-bit Linux, in bytes; a test compares them with the C compiler's.
 */
public final class MessageLayout {
  public static final int MSGHDR_SIZE = 56;
  public static final int MSG_NAME = 0;
  public static final int MSG_NAMELEN = 8;
  public static final int MSG_IOV = 16;
  public static final int MSG_IOVLEN = 24;
  public static final int MSG_CONTROL = 32;
  public static final int MSG_CONTROLLEN = 40;
  public static final int MSG_FLAGS = 48;

  public static final int IOVEC_SIZE = 16;
  public static final int IOV_BASE = 0;
  public static final int IOV_LEN = 8;

  public static final int CMSGHDR_SIZE = 16;
  public static final int CMSG_LEN = 0;
  public static final int CMSG_LEVEL = 8;
  public static final int CMSG_TYPE = 12;

  public static final int UCRED_SIZE = 12;

  private MessageLayout() {}

  /** {@code CMSG_SPACE}: the space of a control message with this much data. */
  public static int cmsgSpace(int length) {
    return CMSGHDR_SIZE + (length + 7 & ~7);
  }

  /** {@code CMSG_LEN}: its length without padding. */
  public static int cmsgLen(int length) {
    return CMSGHDR_SIZE + length;
  }
}

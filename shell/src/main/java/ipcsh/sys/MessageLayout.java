package ipcsh.sys;

/**
 * Offsets and sizes of {@code struct msghdr}, {@code iovec}, {@code cmsghdr} and {@code ucred} on
 * 64-bit Linux, in bytes; a test compares them with the C compiler's.
 */
final class MessageLayout {
  static final int MSGHDR_SIZE = 56;
  static final int MSG_NAME = 0;
  static final int MSG_NAMELEN = 8;
  static final int MSG_IOV = 16;
  static final int MSG_IOVLEN = 24;
  static final int MSG_CONTROL = 32;
  static final int MSG_CONTROLLEN = 40;
  static final int MSG_FLAGS = 48;

  static final int IOVEC_SIZE = 16;
  static final int IOV_BASE = 0;
  static final int IOV_LEN = 8;

  static final int CMSGHDR_SIZE = 16;
  static final int CMSG_LEN = 0;
  static final int CMSG_LEVEL = 8;
  static final int CMSG_TYPE = 12;

  static final int UCRED_SIZE = 12;

  private MessageLayout() {}

  /** {@code CMSG_SPACE}: what a control message with so much data occupies. */
  static int cmsgSpace(int length) {
    return CMSGHDR_SIZE + (length + 7 & ~7);
  }

  /** {@code CMSG_LEN}: its length without the padding behind it. */
  static int cmsgLen(int length) {
    return CMSGHDR_SIZE + length;
  }
}

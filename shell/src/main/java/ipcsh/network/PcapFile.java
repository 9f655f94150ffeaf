package ipcsh.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The format {@code pcap-savefile(5)}, which tcpdump and Wireshark read. */
final class PcapFile {
  private static final int MAGIC = 0xa1b2c3d4;
  private static final int HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int SNAPLEN = 1 << 18;

  /** Packets begin with the header of IPv4 or IPv6. */
  private static final int LINKTYPE_RAW = 101;

  private static final long MICROSECOND = 1000;
  private static final long SECOND = 1_000_000;

  private PcapFile() {}

  /**
   * The content of the file.
   *
   * @param epoch what is added to the times of the packets, so that they count from 1970
   */
  static byte[] of(List<Packet> packets, long epoch) {
    int size = HEADER;
    for (Packet packet : packets) {
      size += RECORD_HEADER + packet.getLength();
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    out.putInt(SNAPLEN).putInt(LINKTYPE_RAW);
    for (Packet packet : packets) {
      long time = (packet.sentAt() + epoch) / MICROSECOND;
      int length = packet.getLength();
      out.putInt((int) (time / SECOND)).putInt((int) (time % SECOND));
      out.putInt(length).putInt(length).put(packet.getBytes());
    }
    return out.array();
  }
}

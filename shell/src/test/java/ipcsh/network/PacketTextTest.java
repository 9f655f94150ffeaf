package ipcsh.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Packets by their bytes; {@link TcpdumpTest} compares many with tcpdump itself. */
class PacketTextTest {
  private static final String SYN =
      "4500003c1c4640004006b1e60a0000010a000002 d903138800000064 00000000a002faf0fe300000"
          + "020405b40402080a0000000100000000 0103030a";

  private static String text(String hex) {
    IpHeader ip = IpHeader.of(new PacketBytes(HexFormat.of().parseHex(hex.replace(" ", ""))));
    return PacketText.of(ip, TcpConversations.Base.NONE);
  }

  @Test
  void segmentOfTcp() {
    assertThat(text(SYN))
        .isEqualTo(
            "IP 10.0.0.1.55555 > 10.0.0.2.5000: Flags [S], seq 100, win 64240, options [mss"
                + " 1460,sackOK,TS val 1 ecr 0,nop,wscale 10], length 0");
  }

  @Test
  void datagram() {
    assertThat(text("450000211c46400040110000 0a0000010a000002 0fa01388000d0000 68656c6c6f"))
        .isEqualTo("IP 10.0.0.1.4000 > 10.0.0.2.5000: UDP, length 5");
  }

  @Test
  void laterFragmentHasNoPorts() {
    assertThat(
            text(
                "450000191c46000040110000".replace("46000040", "4600b940")
                    + "0a0000010a000002 0102030405"))
        .isEqualTo("IP 10.0.0.1 > 10.0.0.2: ip-proto-17");
  }

  @Test
  void addressesOfSixAreShort() {
    PacketBytes bytes =
        new PacketBytes(HexFormat.of().parseHex("fd000000000000000000000000000002"));
    assertThat(bytes.address6(0)).isEqualTo("fd00::2");
    assertThat(new PacketBytes(new byte[16]).address6(0)).isEqualTo("::");
    byte[] one = HexFormat.of().parseHex("20010db8000000010000000000000001");
    assertThat(new PacketBytes(one).address6(0)).isEqualTo("2001:db8:0:1::1");
  }

  @Test
  void truncatedPacketsAreRead() {
    byte[] whole = HexFormat.of().parseHex(SYN.replace(" ", ""));
    for (int length = 0; length < whole.length; length++) {
      IpHeader ip = IpHeader.of(new PacketBytes(java.util.Arrays.copyOf(whole, length)));
      assertThat(ip == null || !PacketText.of(ip, TcpConversations.Base.NONE).isEmpty()).isTrue();
    }
  }

  @Test
  void unreachableMessageHasACorrectChecksum() {
    byte[] answer = UnreachableMessage.to(HexFormat.of().parseHex(SYN.replace(" ", "")));
    assertThat(UnreachableMessage.checksum(answer, 0, 20, 0)).isZero();
    assertThat(UnreachableMessage.checksum(answer, 20, answer.length, 0)).isZero();
    assertThat(PacketText.of(IpHeader.of(new PacketBytes(answer)), TcpConversations.Base.NONE))
        .isEqualTo("IP 10.0.0.2 > 10.0.0.1: ICMP 10.0.0.2 tcp port 5000 unreachable, length 68");
  }
}

package ipcsh.network;

import java.util.SplittableRandom;

/**
 * The packets from one device to another: chance, which is the same in each run of a scenario, the
 * time until the wire is free, the packets on their way.
 */
final class Direction {
  private static final double ALL = 100;

  final int from;
  final int to;
  private final SplittableRandom chance;
  private long freeAt;
  private boolean hasSent;

  /** The number of packets on their way. */
  int queued;

  /** A buffer that waits to be overtaken, or {@link PacketBuffers#NONE}. */
  int held = PacketBuffers.NONE;

  long heldRecord;
  long heldUntil;

  boolean isLost;
  boolean isDuplicated;
  boolean isHeld;

  Direction(int from, int to, long seed) {
    this.from = from;
    this.to = to;
    this.chance = new SplittableRandom(seed);
  }

  /**
   * Decides by chance about the next packet. All decisions are made for every packet, so that one
   * setting does not change what another one does.
   */
  void decide(LinkSettings settings) {
    isLost = chance.nextDouble() * ALL < settings.loss();
    isDuplicated = chance.nextDouble() * ALL < settings.duplicate();
    isHeld = chance.nextDouble() * ALL < settings.reorder();
  }

  /** When a packet of this size that comes now arrives. */
  long due(long now, int bytes, LinkSettings settings) {
    long begins = hasSent && freeAt - now > 0 ? freeAt : now;
    freeAt = begins + settings.occupied(bytes);
    hasSent = true;
    return freeAt + settings.delay();
  }
}

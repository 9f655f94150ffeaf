package ipcsh.network;

/** What the wire did with a packet. */
public enum Fate {
  /** It was delivered, or is on its way. */
  DELIVERED(""),
  /** It was lost by chance. */
  LOST("lost"),
  /** The hosts cannot reach each other now. */
  CUT("cut off"),
  /** The firewall of the receiver dropped it. */
  DROPPED("dropped by the firewall"),
  /** The firewall of the receiver answered that it does not accept it. */
  REJECTED("rejected by the firewall"),
  /** Too many packets were on their way. */
  QUEUE_FULL("lost: queue full"),
  /** It is larger than the receiver's link allows. */
  TOO_BIG("lost: larger than the MTU"),
  /** No host has this address. */
  NO_HOST("lost: no such host");

  private final String words;

  Fate(String words) {
    this.words = words;
  }

  /** Whether it did not arrive. */
  public boolean isLost() {
    return this != DELIVERED;
  }

  @Override
  public String toString() {
    return words;
  }
}

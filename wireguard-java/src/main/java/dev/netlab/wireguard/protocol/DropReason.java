package dev.netlab.wireguard.protocol;

/** Why a packet or message was dropped. */
public enum DropReason {
  INTERFACE_DOWN("the interface is down"),
  NOT_IP("it is no whole IP packet"),
  NO_PEER("no peer's allowed IPs have its destination"),
  NO_ENDPOINT("the peer has no endpoint yet"),
  TOO_BIG("it is longer than a datagram can carry"),
  TOO_MANY_STAGED("newer packets wait for a session"),
  HANDSHAKE_UNANSWERED("the handshake was not answered for 90 seconds"),

  NOT_A_MESSAGE("it is no WireGuard message"),
  UNKNOWN_RECEIVER("no session or handshake has its receiver index"),
  SESSION_EXPIRED("its session is older than 180 seconds"),
  REPLAYED("its counter was seen before or is too old"),
  NOT_AUTHENTIC("it was not sealed with the session's keys"),

  SOURCE_NOT_ALLOWED("its source address is not in the peer's allowed IPs"),
  CONGESTION("it is marked as not able to tell of the congestion that it met"),

  NO_PRIVATE_KEY("the interface has no private key"),
  QUEUE_FULL("too many handshake messages wait"),
  WRONG_MAC1("its sender has another public key than ours for this interface"),
  COOKIE_DEMANDED("the interface is under load and the sender showed no cookie"),
  RATE_LIMITED("the interface is under load and the sender sent too many"),
  UNKNOWN_PEER("its public key is no peer's"),
  OLD_INITIATION("its timestamp is not after that of an earlier initiation"),
  INITIATION_TOO_SOON("the peer sent more than 50 initiations a second"),
  HANDSHAKE_FAILED("it does not fit the keys and preshared key that are set here"),
  COOKIE_NOT_AUTHENTIC("it does not answer a message of ours");

  private final String text;

  DropReason(String text) {
    this.text = text;
  }

  /** A clause about the packet or message, for messages. */
  public String text() {
    return text;
  }
}

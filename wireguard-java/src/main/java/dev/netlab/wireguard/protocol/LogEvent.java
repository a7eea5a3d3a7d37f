package dev.netlab.wireguard.protocol;

/** What the state machine writes to the log. */
public enum LogEvent {
  INITIATION_SENT("Sending handshake initiation"),
  INITIATION_RETRIED("Handshake did not complete, retrying"),
  INITIATION_IMPOSSIBLE("No handshake is possible: the peer's key is a point of low order"),
  INITIATION_RECEIVED("Received handshake initiation"),
  RESPONSE_SENT("Sending handshake response"),
  RESPONSE_RECEIVED("Received handshake response"),
  COOKIE_RECEIVED("Received cookie"),
  KEEPALIVE_SENT("Sending keepalive packet"),
  KEEPALIVE_RECEIVED("Receiving keepalive packet"),
  HANDSHAKE_GIVEN_UP("Handshake did not complete for 90 seconds, giving up"),
  STOPPED_HEARING("Retrying handshake because we stopped hearing back"),
  KEYS_ZEROED("Removing all keys, since no new one came for too long"),
  SOURCE_NOT_ALLOWED("Packet with a source address that is not the peer's"),
  PACKET_INVALID("Packet with an invalid IP header");

  private final String text;

  LogEvent(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}

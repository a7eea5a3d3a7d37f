package dev.netlab.insight.trace.diagnose;

import dev.netlab.engine.agent.DeviceEvent;
import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.packet.WireGuardMessage;
import dev.netlab.wireguard.protocol.PacketEvent;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far WireGuard's handshake initiations came, and who rejected them. */
final class WireGuardHandshakes {
  private final String prefix;
  private final List<DeviceEvent> events;
  private final Map<Long, CapturedFrame> lastSeen = new HashMap<>();

  WireGuardHandshakes(String prefix, List<DeviceEvent> events, List<CapturedFrame> frames) {
    this.prefix = prefix;
    this.events = events;
    for (CapturedFrame frame : frames) {
      frame
          .packet()
          .innermost(WireGuardMessage.Initiation.class)
          .ifPresent(initiation -> lastSeen.put(initiation.sender(), frame));
    }
  }

  /** What became of the initiations of a device, a sentence each. */
  List<String> evidence(String node, String interfaceName) {
    List<Long> sent = new ArrayList<>();
    for (DeviceEvent event : events) {
      if (event instanceof DeviceEvent.WireGuard(var namespace, String name, _, var observation)
          && namespace.endsWith(prefix + node)
          && name.equals(interfaceName)
          && observation instanceof PacketEvent.HandshakeSent message
          && message.message() == HandshakeMessage.INITIATION) {
        sent.add(Integer.toUnsignedLong(message.sender()));
      }
    }
    List<String> evidence = new ArrayList<>();
    if (sent.isEmpty()) {
      evidence.add("no initiation was sent meanwhile: there is one in 5 seconds at most");
      return evidence;
    }
    long latest = sent.getLast();
    refusal(latest).ifPresent(evidence::add);
    CapturedFrame frame = lastSeen.get(latest);
    if (frame != null) {
      evidence.add("its initiation was last seen at " + frame.point());
    }
    evidence.add(
        sent.size() == 1 ? "1 initiation was sent" : sent.size() + " initiations were sent");
    return evidence;
  }

  private Optional<String> refusal(long sender) {
    for (DeviceEvent event : events) {
      if (event instanceof DeviceEvent.WireGuard wireguard
          && wireguard.event() instanceof PacketEvent.NotOpened refused
          && Header.of(refused.datagram().bytes())
              .map(head -> head.sender() == sender)
              .orElse(false)) {
        String node =
            String.valueOf(wireguard.namespace().getFileName()).substring(prefix.length());
        return Optional.of(
            "%s:%s refuses the initiation: %s"
                .formatted(node, wireguard.interfaceName(), refused.reason().text()));
      }
    }
    return Optional.empty();
  }

  /**
   * The fields by which a message is found again (whitepaper section 5.4), of whatever type it is.
   *
   * @param sender of an initiation, else 0
   * @param receiver of a data message, else 0
   * @param counter of a data message, else 0
   */
  record Header(long sender, long receiver, long counter) {
    private static final int INITIATION = 1;
    private static final int DATA = 4;

    static Optional<Header> of(byte[] message) {
      if (message.length < 16) {
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
      long index = Integer.toUnsignedLong(bytes.getInt(4));
      return switch (bytes.getInt(0)) {
        case INITIATION -> Optional.of(new Header(index, 0, 0));
        case DATA -> Optional.of(new Header(0, index, bytes.getLong(8)));
        default -> Optional.empty();
      };
    }
  }
}

package dev.netlab.insight.trace.diagnose;

import dev.netlab.engine.agent.DeviceEvent;
import dev.netlab.engine.links.GeneveDrop;
import dev.netlab.engine.links.WireDrop;
import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.trace.correlate.Fingerprint;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Geneve;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.Packet;
import dev.netlab.packet.TunnelPorts;
import dev.netlab.packet.WireGuardMessage;
import dev.netlab.wireguard.ip.PacketPrefix;
import dev.netlab.wireguard.protocol.DropReason;
import dev.netlab.wireguard.protocol.PacketEvent;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** What userspace devices reported about packets that they dropped. */
public final class DeviceReports {
  /** The device's clock is read a little before or after the frame's. */
  private static final long CLOCKS_NANOS = 1_000_000;

  private final String prefix;
  private final TunnelPorts ports;
  private final List<DeviceEvent> events;
  private final WireGuardHandshakes handshakes;

  /** Why a device dropped a packet, and the evidence. */
  record Report(Cause cause, String text, List<String> evidence) {}

  /**
   * @param lab whose namespaces are named {@code LAB.NODE}
   */
  DeviceReports(
      String lab, List<DeviceEvent> events, List<CapturedFrame> frames, TunnelPorts ports) {
    this.prefix = lab + ".";
    this.ports = ports;
    this.events = events;
    this.handshakes = new WireGuardHandshakes(prefix, events, frames);
  }

  private static Packet packet(LinkType link, PacketPrefix excerpt, TunnelPorts ports) {
    return Packet.decode(link, ByteBuffer.wrap(excerpt.bytes()), excerpt.length(), ports);
  }

  /** About a packet that went into a device. */
  Optional<Report> notSent(Sighting last) {
    Optional<Report> report = Optional.empty();
    for (DeviceEvent event : events) {
      switch (event) {
        case DeviceEvent.WireGuard wireguard when isAt(wireguard, last) -> {
          Optional<Report> reported = notSealed(wireguard, last);
          report = reported.isPresent() ? reported : report;
        }
        case DeviceEvent.Geneve geneve
            when geneve.namespace().endsWith(prefix + last.node())
                && last.interfaceName().equals(geneve.interfaceName())
                && isSame(LinkType.ETHERNET, geneve.drop().bytes(), last) ->
            report = Optional.of(report(last.node(), geneve));
        default -> {}
      }
    }
    return report;
  }

  /** About a frame that an interface sent into a wire that the agent emulates. */
  Optional<Report> notCarried(Sighting last) {
    for (DeviceEvent event : events) {
      if (event instanceof DeviceEvent.Wire(var namespace, String name, long nanos, WireDrop loss)
          && namespace.endsWith(prefix + last.node())
          && name.equals(last.interfaceName())
          && nanos >= last.nanos() - CLOCKS_NANOS
          && isSame(LinkType.ETHERNET, loss.frame(), last)) {
        return Optional.of(
            new Report(
                loss.reason() == WireDrop.Reason.NOT_TAKEN ? Cause.LINK_DOWN : Cause.WIRE,
                "the wire behind %s:%s did not carry it: %s"
                    .formatted(last.node(), name, loss.reason().text()),
                List.of(
                    "the wire says so",
                    "what %s:%s sends is impaired: %s"
                        .formatted(last.node(), name, loss.netem()))));
      }
    }
    return Optional.empty();
  }

  private boolean isAt(DeviceEvent.WireGuard event, Sighting last) {
    return event.namespace().endsWith(prefix + last.node())
        && event.interfaceName().equals(last.interfaceName());
  }

  private Optional<Report> notSealed(DeviceEvent.WireGuard event, Sighting last) {
    String place = last.node() + ":" + last.interfaceName();
    return switch (event.event()) {
      case PacketEvent.NotSealed(PacketPrefix inner, DropReason why, _)
          when isSame(LinkType.RAW_IP, inner, last) ->
          Optional.of(
              new Report(
                  cause(why),
                  place + " does not send it: " + why.text(),
                  cause(why) == Cause.WIREGUARD_NO_SESSION
                      ? handshakes.evidence(last.node(), last.interfaceName())
                      : List.of("the device says so")));
      case PacketEvent.Staged(PacketPrefix inner, var peer)
          when isSame(LinkType.RAW_IP, inner, last) -> {
        List<String> evidence = handshakes.evidence(last.node(), last.interfaceName());
        yield Optional.of(
            new Report(
                Cause.WIREGUARD_NO_SESSION,
                "%s has no session with its %s, and its handshake was not answered"
                    .formatted(place, peer),
                evidence));
      }
      default -> Optional.empty();
    };
  }

  private boolean isSame(LinkType link, PacketPrefix excerpt, Sighting sighting) {
    return Fingerprint.of(packet(link, excerpt, ports))
        .map(sighting.fingerprint()::equals)
        .orElse(false);
  }

  /** About a datagram that came to the node of a device. */
  Optional<Report> notOpened(Sighting last) {
    for (DeviceEvent event : events) {
      Optional<Report> report =
          switch (event) {
            case DeviceEvent.WireGuard wireguard
                when wireguard.namespace().endsWith(prefix + last.node()) ->
                rejectedDatagram(wireguard, last);
            case DeviceEvent.Geneve geneve
                when geneve.namespace().endsWith(prefix + last.node())
                    && geneve.nanos() >= last.nanos() - CLOCKS_NANOS
                    && isFor(geneve.drop(), last) ->
                Optional.of(report(last.node(), geneve));
            default -> Optional.empty();
          };
      if (report.isPresent()) {
        return report;
      }
    }
    return Optional.empty();
  }

  private static Optional<Report> rejectedDatagram(DeviceEvent.WireGuard event, Sighting last) {
    Optional<WireGuardMessage.Data> data =
        last.outer().stream()
            .flatMap(l -> l.find(WireGuardMessage.Data.class).stream())
            .findFirst();
    if (data.isEmpty()) {
      return Optional.empty();
    }
    DropReason why =
        switch (event.event()) {
          case PacketEvent.NotDelivered(_, DropReason refusal, var transport)
              when Integer.toUnsignedLong(transport.receiver()) == data.get().receiver()
                  && transport.counter() == data.get().counter() ->
              refusal;
          case PacketEvent.NotOpened(PacketPrefix datagram, DropReason refusal, _, _)
              when isDatagram(datagram, data.get()) ->
              refusal;
          default -> null;
        };
    String place = event.interfaceName();
    return Optional.ofNullable(why)
        .map(
            reason ->
                new Report(
                    cause(reason),
                    "%s:%s refuses it: %s".formatted(last.node(), place, reason.text()),
                    List.of("the device says so")));
  }

  private static boolean isDatagram(PacketPrefix datagram, WireGuardMessage.Data data) {
    Optional<WireGuardHandshakes.Header> head = WireGuardHandshakes.Header.of(datagram.bytes());
    return head.map(h -> h.receiver() == data.receiver() && h.counter() == data.counter())
        .orElse(false);
  }

  private static boolean isFor(GeneveDrop refusal, Sighting last) {
    Optional<Geneve> geneve = Optional.empty();
    for (EncapLevel level : last.outer()) {
      geneve = geneve.or(() -> level.find(Geneve.class));
    }
    byte[] bytes = refusal.bytes().bytes();
    InetAddress sender = refusal.from();
    boolean from =
        sender == null
            || FlowKey.of(last.outermost())
                .map(ends -> ends.source().equals(IpAddress.of(sender)))
                .orElse(false);
    return geneve.isPresent()
        && bytes.length >= 8
        && from
        && ByteBuffer.wrap(bytes).getInt(4) >>> 8 == geneve.get().id();
  }

  private static Report report(String node, DeviceEvent.Geneve event) {
    Cause cause =
        switch (event.drop().reason()) {
          case UNKNOWN_VNI, UNKNOWN_REMOTE -> Cause.NO_TUNNEL;
          case NOT_TAKEN -> Cause.LINK_DOWN;
          default -> Cause.UNKNOWN;
        };
    String place = event.interfaceName() == null ? node : node + ":" + event.interfaceName();
    return new Report(
        cause,
        "%s refuses it: %s%s".formatted(place, event.drop().reason().text(), id(event.drop())),
        List.of("the device says so"));
  }

  /** Which network identifier it refused, where that is the reason. */
  private static String id(GeneveDrop refusal) {
    byte[] bytes = refusal.bytes().bytes();
    return refusal.reason() == GeneveDrop.Reason.UNKNOWN_VNI && bytes.length >= 8
        ? ", " + (ByteBuffer.wrap(bytes).getInt(4) >>> 8)
        : "";
  }

  private static Cause cause(DropReason why) {
    return switch (why) {
      case NO_PEER -> Cause.WIREGUARD_NO_PEER;
      case NO_ENDPOINT -> Cause.WIREGUARD_NO_ENDPOINT;
      case SOURCE_NOT_ALLOWED -> Cause.WIREGUARD_WRONG_SOURCE;
      case REPLAYED, NOT_AUTHENTIC -> Cause.WIREGUARD_NOT_AUTHENTIC;
      case INTERFACE_DOWN -> Cause.LINK_DOWN;
      case TOO_BIG -> Cause.MTU_EXCEEDED;
      case NOT_IP, NOT_A_MESSAGE, CONGESTION -> Cause.UNKNOWN;
      default -> Cause.WIREGUARD_NO_SESSION;
    };
  }
}

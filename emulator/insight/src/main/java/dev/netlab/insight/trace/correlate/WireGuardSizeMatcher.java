package dev.netlab.insight.trace.correlate;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.lab.Way;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Packet;
import dev.netlab.packet.WireGuardMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * What WireGuard datagrams carried whose device does not tell, as the kernel's own does not: a
 * packet that went into the device leaves its node in the next datagram of its size, which is the
 * packet padded to 16 bytes and 32 bytes more (whitepaper, section 5.4.6). Of packets of one size
 * that were under way at once, the order may be another.
 */
public final class WireGuardSizeMatcher {
  private static final int PADDING = 16;

  private final Map<String, Queue<CapturedFrame>> waiting = new HashMap<>();
  private final List<TunnelPayload> carried = new ArrayList<>();

  private WireGuardSizeMatcher() {}

  /**
   * Pairs packets and datagrams.
   *
   * @param frames in the order of their times
   * @param isSilent whether a frame was seen at a WireGuard device that does not tell
   */
  public static List<TunnelPayload> of(
      List<CapturedFrame> frames, Predicate<CapturedFrame> isSilent) {
    WireGuardSizeMatcher pairs = new WireGuardSizeMatcher();
    for (CapturedFrame frame : frames) {
      if (frame.way() == Way.OUT) {
        if (isSilent.test(frame)) {
          pairs.waiting.computeIfAbsent(frame.node(), _ -> new ArrayDeque<>()).add(frame);
        } else {
          pairs.pair(frame);
        }
      }
    }
    return pairs.carried;
  }

  private void pair(CapturedFrame frame) {
    Queue<CapturedFrame> packets = waiting.get(frame.node());
    Optional<WireGuardMessage.Data> data = frame.packet().innermost(WireGuardMessage.Data.class);
    if (packets == null || data.isEmpty()) {
      return;
    }
    for (Iterator<CapturedFrame> all = packets.iterator(); all.hasNext(); ) {
      Packet packet = all.next().packet();
      if (fits(packet, data.get())) {
        all.remove();
        carried.add(new TunnelPayload(data.get().receiver(), data.get().counter(), packet));
        return;
      }
    }
  }

  /** Padding stops at the device's MTU, so the last packet size below it may have less. */
  private static boolean fits(Packet packet, WireGuardMessage.Data data) {
    int room = data.length() - WireGuardMessage.Data.OVERHEAD;
    return packet.levels().stream()
        .limit(1)
        .flatMap(level -> level.find(Ip.class).stream())
        .anyMatch(ip -> ip.length() <= room && room - ip.length() < PADDING);
  }
}

package dev.netlab.lab;

import dev.netlab.packet.filter.PacketExpression;

/** A packet at a capture point: {@code POINT in|out PACKET}. */
public record ExpectedPacket(CapturePoint point, PacketExpression packet, Location at) {}

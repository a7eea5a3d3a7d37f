package dev.netlab.emulator.lab;

import dev.netlab.emulator.packet.match.PacketExpression;

/** A packet at a place: {@code POINT in|out PACKET}. */
public record Sighting(Point point, PacketExpression packet, Location at) {}
